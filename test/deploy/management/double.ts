import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import { type Access, accessActions } from './access';
import { type Actions, action } from './action';
import { databaseActions, type Table } from './database';
import { DEFAULT_TOPIC, functionActions, type StoredFunction } from './functions';
import { Refused } from './refused';
import { checkSignature } from './signature';

const VERSIONS: Readonly<Record<string, string>> = { tcb: '2018-06-08', scf: '2018-04-16' };

/**
 * Tencent Cloud's management interface, as far as it is used: checks every signature, takes no action, field or value
 * that it does not know, refuses what exists already, what exceeds a quota and what belongs to another environment,
 * and remembers.
 */
export class ManagementDouble {
  readonly envId = 'linjiang-1a2b3c';
  readonly secretId = 'AKIDdouble';
  readonly secretKey = 'key-of-the-double';
  readonly tables = new Map<string, Table>();
  readonly functions = new Map<string, StoredFunction>();
  readonly access: Access = {
    storage: 'READONLY',
    functionRule: '{"*":{"invoke":true}}',
    domains: new Map(),
  };
  /** Every action that was asked for, in order. */
  readonly asked: string[] = [];
  /** Answers of the log search: when a function last ran. */
  logs: { Timestamp: number; Content: string }[] = [];
  restoreTimes: string[] = [];
  /** What the environment has, as it is answered; null where a part is not switched on. */
  base: Record<string, unknown> = {
    Status: 'NORMAL',
    Databases: [{ InstanceId: 'tnt-double' }],
    Storages: [{ Bucket: 'bucket-double', CdnDomain: 'bucket-double.tcb.qcloud.la' }],
    Functions: [{ Namespace: 'fn-double' }],
    LogServices: [{ TopicId: 'topic-double', LogsetId: 'set-double' }],
  };
  private readonly refusals: { when: (action: string, params: string) => boolean; refused: Refused }[] = [];
  private callsLeft = Number.POSITIVE_INFINITY;
  private readonly server: Server;
  private readonly services: Readonly<Record<string, Actions>>;

  constructor({ mostIndexes }: { mostIndexes: number }) {
    const { envId } = this;
    this.services = {
      tcb: {
        ...databaseActions(envId, this.tables, mostIndexes),
        ...accessActions(envId, this.access, this.tables, this.functions),
        ...this.environmentActions(),
      },
      scf: functionActions(this.functions),
    };
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  /** The actions that changed something since the last time it was asked. */
  takeChanges(): string[] {
    return this.asked.splice(0).filter((action) => !/^(?:Describe|List|Get|Search)/.test(action));
  }

  /** From now on refuses an action, by its name and its parameters as JSON text. */
  refuse(when: (action: string, params: string) => boolean, code: string, message: string): void {
    this.refusals.push({ when, refused: new Refused(code, message) });
  }

  allowAll(): void {
    this.refusals.length = 0;
    this.callsLeft = Number.POSITIVE_INFINITY;
  }

  /** After so many calls the connection breaks, whatever is asked. */
  cutAfter(calls: number): void {
    this.callsLeft = calls;
  }

  /** What a person does in the console: switches the default log delivery off, wherever it is. */
  switchDefaultLogsOff(): void {
    for (const found of this.functions.values()) if (found.logTopic === DEFAULT_TOPIC) found.logTopic = '';
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const { port } = this.server.address() as AddressInfo;
    // The double tells the services apart by the name in the path-less address, as the real one does by host name.
    process.env.TCB_BASE_URL = `http://127.0.0.1:${port}`;
    process.env.SCF_BASE_URL = `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    delete process.env.TCB_BASE_URL;
    delete process.env.SCF_BASE_URL;
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private environmentActions(): Actions {
    return {
      DescribeEnvInfo: action({
        params: z.strictObject({ EnvId: z.string() }),
        run: ({ EnvId }) => {
          if (EnvId !== this.envId) throw new Refused('ResourceNotFound', `Env ${EnvId} not found.`);
          return {
            EnvInfo: { EnvBaseInfo: { EnvId, ...this.base } },
          };
        },
      }),
      SearchClsLog: action({
        params: z.strictObject({
          EnvId: z.literal(this.envId),
          StartTime: z.string(),
          EndTime: z.string(),
          QueryString: z.literal('function_name:"jobs"'),
          Limit: z.number(),
          Sort: z.enum(['asc', 'desc']),
          TenantModel: z.literal('public'),
        }),
        run: () => ({ LogResults: { Results: this.logs } }),
      }),
      DescribeRestoreTime: action({
        params: z.strictObject({ InstanceId: z.literal('tnt-double') }),
        run: () => ({ RestoreTimes: this.restoreTimes }),
      }),
    };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    if (this.callsLeft <= 0) {
      request.socket.destroy();
      return;
    }
    this.callsLeft -= 1;
    response.setHeader('content-type', 'application/json');
    const envelope = { RequestId: `request-${this.asked.length}` };
    try {
      const done = this.run(request, Buffer.concat(chunks).toString('utf8'));
      response.end(JSON.stringify({ Response: { ...done, ...envelope } }));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { code, message } = error;
      response.end(JSON.stringify({ Response: { Error: { Code: code, Message: message }, ...envelope } }));
    }
  }

  private run({ headers }: IncomingMessage, body: string): object {
    const version = String(headers['x-tc-version']);
    const service = Object.keys(VERSIONS).find((name) => VERSIONS[name] === version);
    if (!service) throw new Refused('NoSuchVersion', `Version ${version} does not exist.`);
    checkSignature(
      { headers, body, service },
      { secretId: this.secretId, secretKey: this.secretKey, now: Date.now() },
    );
    const name = String(headers['x-tc-action']);
    this.asked.push(name);
    const known = this.services[service]?.[name];
    if (!known) throw new Refused('InvalidAction', `The request action=${name} is invalid or is not found.`);
    for (const { when, refused } of this.refusals) if (when(name, body)) throw refused;
    return known(JSON.parse(body));
  }
}
