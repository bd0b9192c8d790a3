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
  /** What was shown for a moment, in order. */
  toasts: string[];
  /** Answers the next calls; by default every call is lost. */
  answer: (data: { action: string; requestId?: string; input: unknown }) => unknown;
  /** What went out by plain HTTP, without any account: address and body. */
  posted: { url: string; body: string | undefined }[];
  /** Answers those; null: no network. By default there is none. */
  reply: (url: string, body: string | undefined) => { statusCode: number; data: unknown } | null;
}

interface Request {
  url: string;
  data?: string;
  success: (reply: { statusCode: number; data: unknown }) => void;
  fail: (reason: { errMsg: string }) => void;
}

export function installPhone(): PhoneDouble {
  const phone: PhoneDouble = {
    sent: [],
    storage: new Map(),
    isOffline: false,
    room: Number.POSITIVE_INFINITY,
    told: [],
    uploads: [],
    toasts: [],
    onUpload: () => undefined,
    answer: () => {
      throw new Error('lost');
    },
    posted: [],
    reply: () => null,
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
    showToast: ({ title }: { title: string }) => phone.toasts.push(title),
    getFileSystemManager: () => ({ unlink: () => undefined }),
    getNetworkType: async () => ({ networkType: phone.isOffline ? 'none' : 'wifi' }),
    getRandomValues: async ({ length }: { length: number }) => ({
      randomValues: new Uint8Array(randomBytes(length)).buffer,
    }),
    request({ url, data, success, fail }: Request) {
      phone.posted.push({ url, body: data });
      const reply = phone.reply(url, data);
      if (reply === null) fail({ errMsg: 'request:fail' });
      else success(reply);
    },
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
