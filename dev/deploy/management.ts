import CloudBase from '@cloudbase/manager-node';
import type * as z from 'zod';

/** The two services of Tencent Cloud's management interface that are used, by the version of their actions. */
const VERSIONS = { tcb: '2018-06-08', scf: '2018-04-16' } as const;
export type Service = keyof typeof VERSIONS;

/** One signed call of the management interface. @throws ManagementError */
export type Call = (service: Service, action: string, params: object) => Promise<unknown>;

export class ManagementError extends Error {
  constructor(
    readonly action: string,
    readonly code: string,
    message: string,
    readonly requestId: string,
  ) {
    super(message);
  }
}

/** An answer in another form than is documented. */
export class UnexpectedAnswer extends Error {}

/** @throws UnexpectedAnswer that names the action and the fields, and no value */
export function readAnswer<T>(schema: z.ZodType<T>, action: string, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join('.') || '整个回答').join('、');
  throw new UnexpectedAnswer(
    `${action} 的回答与文档不符（${fields}）。请再运行一次；仍不行请带上这一行提工单`,
  );
}

export interface Account {
  envId: string;
  region: string;
  secretId: string;
  secretKey: string;
}

const field = (error: unknown, name: string): string => {
  const value = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : '';
};

/**
 * The vendor's own library signs and sends. It takes another address for `tcb` from TCB_BASE_URL; for the functions'
 * service it knows none, so that one is put into its client here, from SCF_BASE_URL.
 */
export function openManagement({ envId, region, secretId, secretKey }: Account): Call {
  const manager = new CloudBase({ envId, region, secretId, secretKey });
  return async (service, action, params) => {
    // A client of its own for each call: the library's keeps the call it is making in fields.
    const client = manager.commonService(service, VERSIONS[service]);
    const address = service === 'scf' ? process.env.SCF_BASE_URL : undefined;
    // biome-ignore lint/complexity/useLiteralKeys: the library marks the field private
    if (address) Object.defineProperty(client['commonService'], 'baseUrl', { value: address });
    try {
      return await client.call({ Action: action, Param: { ...params } });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new ManagementError(action, field(error, 'code'), message, field(error, 'requestId'));
    }
  };
}
