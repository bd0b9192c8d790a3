import type { Clock } from '../clock';
import { CloudError } from '../errors';
import type { FunctionConfig } from './config';
import type { Fleet } from './fleet';
import { type Caller, type Invocation, Invocations } from './invocations';
import { Pool } from './pool';
import type { LogLine } from './worker';

export const appId = 'wx0000000000local';
export const environment = 'local';

/** A cloud that runs for weeks keeps the latest lines of its functions. */
const maxLines = 20_000;

/** Calls functions: finds the pool, gives the invocation its caller, its clock and its end. */
export class Gateway {
  readonly invocations = new Invocations();
  readonly lines: LogLine[] = [];
  private readonly pools = new Map<string, Pool>();

  constructor(
    readonly functions: FunctionConfig[],
    private readonly clock: Clock,
    private readonly options: {
      environment: string;
      env: Record<string, string>;
      fleet: Fleet;
      instances: number;
    },
  ) {
    const { fleet, instances } = options;
    for (const config of functions) {
      const env = { ...baseEnv(options.environment, config), ...config.env, ...options.env };
      this.pools.set(config.name, new Pool(config, fleet, env, (line) => this.log(line), instances));
    }
  }

  /**
   * Runs a function and answers what it returned.
   * @throws CloudError FUNCTION_NOT_FOUND, FUNCTIONS_EXECUTE_FAIL, FUNCTIONS_TIME_LIMIT_EXCEEDED
   */
  async invoke(name: string, event: unknown, caller: Caller, isNested = false): Promise<unknown> {
    const pool = this.pools.get(name);
    const config = this.functions.find((one) => one.name === name);
    if (!pool || !config)
      throw new CloudError('FUNCTION_NOT_FOUND', `[FunctionName] FunctionName ${name} could not be found`);
    const invocation = this.invocations.begin(name, caller);
    try {
      const env = this.identity(invocation, config);
      const job = {
        id: invocation.requestId,
        event,
        env,
        context: {
          ...contextOf(config, invocation, this.options.environment),
          environment: JSON.stringify(env),
        },
        offsetMs: this.clock.offsetMs,
      };
      return await pool.run(job, isNested);
    } finally {
      this.invocations.end(invocation);
    }
  }

  /** Ends the process that runs an invocation, at once; whoever called is told as of a crash. */
  kill({ functionName, requestId }: Invocation): void {
    this.pools.get(functionName)?.kill(requestId);
  }

  /** Adds a line of the cloud's own, e.g. a warning, where the function's lines are. */
  warn(invocation: Invocation, text: string): void {
    this.log({
      functionName: invocation.functionName,
      requestId: invocation.requestId,
      stream: 'stderr',
      text,
    });
  }

  log(line: LogLine): void {
    this.lines.push(line);
    if (this.lines.length > maxLines) this.lines.splice(0, maxLines / 2);
  }

  /** The most processor time that one call of a function took since this was asked last, in milliseconds. */
  takeMostCpuMs(name: string): number {
    const pool = this.pools.get(name);
    const most = pool?.mostCpuMs ?? 0;
    if (pool) pool.mostCpuMs = 0;
    return most;
  }

  /** Ends every process that is at work, as the service ends one at any moment. */
  killRunning(): void {
    for (const pool of this.pools.values()) pool.killRunning();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.stop()));
  }

  private identity(
    { openid, address = '', source, token, requestId }: Invocation,
    { isFromDevTools }: FunctionConfig,
  ): Record<string, string> {
    const common = { WX_API_TOKEN: token, TCB_SOURCE: source, TCB_SEQID: requestId };
    if (source === 'timer' && !isFromDevTools) {
      return { TRIGGER_SRC: 'timer', TCB_SOURCE: source, TCB_SEQID: requestId };
    }
    if (source === 'timer') {
      return {
        ...common,
        TRIGGER_SRC: 'timer',
        WX_TRIGGER_API_TOKEN_V0: token,
        WX_CONTEXT_KEYS: 'WX_API_TOKEN',
      };
    }
    if (openid === undefined) return { ...common, WX_CONTEXT_KEYS: 'WX_API_TOKEN' };
    return {
      ...common,
      WX_CONTEXT_KEYS: 'WX_API_TOKEN,WX_OPENID,WX_APPID,WX_CLIENTIP,WX_CLIENTIPV6',
      WX_OPENID: openid,
      WX_APPID: appId,
      // One of the two is empty, as the phone's network has it.
      WX_CLIENTIP: address.includes(':') ? '' : address,
      WX_CLIENTIPV6: address.includes(':') ? address : '',
    };
  }
}

function baseEnv(environment: string, config: FunctionConfig): Record<string, string> {
  return {
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    SCF_NAMESPACE: environment,
    SCF_FUNCTIONNAME: config.name,
    TCB_ENV: environment,
    TZ: 'UTC',
    SILENCE: 'true',
  };
}

function contextOf(
  config: FunctionConfig,
  invocation: Invocation,
  environment: string,
): Record<string, unknown> {
  return {
    callbackWaitsForEmptyEventLoop: false,
    function_name: config.name,
    function_version: '$LATEST',
    memory_limit_in_mb: config.memoryMb,
    time_limit_in_ms: config.timeoutMs,
    namespace: environment,
    request_id: invocation.requestId,
    tencentcloud_region: 'ap-shanghai',
  };
}
