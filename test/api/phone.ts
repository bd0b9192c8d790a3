import { randomBytes } from 'node:crypto';

/** A `wx` of the few calls that `api` makes, in memory; what the cloud answers is up to the test. */
export interface PhoneDouble {
  /** Every call that went out: function name and data. */
  sent: { name: string; data: { action: string; requestId?: string; input: unknown } }[];
  storage: Map<string, unknown>;
  isOffline: boolean;
  /** How many keys the storage takes. */
  room: number;
  /** Titles of the sheets that were shown. */
  told: string[];
  /** Paths of the pictures that went up, in order; `onUpload` may refuse one. */
  uploads: string[];
  onUpload: (path: string) => void;
  /** Answers the next calls; by default every call is lost. */
  answer: (data: { action: string; requestId?: string; input: unknown }) => unknown;
}

export function installPhone(): PhoneDouble {
  const phone: PhoneDouble = {
    sent: [],
    storage: new Map(),
    isOffline: false,
    room: Number.POSITIVE_INFINITY,
    told: [],
    uploads: [],
    onUpload: () => undefined,
    answer: () => {
      throw new Error('lost');
    },
  };
  const wx = {
    cloud: {
      async callFunction(call: PhoneDouble['sent'][number]) {
        phone.sent.push(call);
        return { result: await phone.answer(call.data) };
      },
      async uploadFile({ filePath }: { filePath: string }) {
        phone.onUpload(filePath);
        phone.uploads.push(filePath);
        return { fileID: `cloud://env/cases/${filePath}` };
      },
    },
    getFileSystemManager: () => ({ unlink: () => undefined }),
    getNetworkType: async () => ({ networkType: phone.isOffline ? 'none' : 'wifi' }),
    getRandomValues: async ({ length }: { length: number }) => ({ randomValues: randomBytes(length).buffer }),
    getStorageSync: (key: string) => phone.storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => {
      if (!phone.storage.has(key) && phone.storage.size >= phone.room)
        throw new Error('setStorageSync:fail exceed storage max size 10Mb');
      phone.storage.set(key, structuredClone(value));
    },
    getStorageInfoSync: () => ({ keys: [...phone.storage.keys()] }),
    showModal: ({ title }: { title: string }) => phone.told.push(title),
    removeStorageSync: (key: string) => phone.storage.delete(key),
    requestSubscribeMessage: async ({ tmplIds }: { tmplIds: string[] }) =>
      Object.fromEntries(tmplIds.map((id, index) => [id, index === 0 ? 'accept' : 'reject'])),
  };
  Object.assign(globalThis, { wx });
  return phone;
}
