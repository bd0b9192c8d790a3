import * as z from 'zod';
import { type Actions, action } from './action';
import { Refused } from './refused';

const variables = z.strictObject({
  Variables: z.array(z.strictObject({ Key: z.string().min(1), Value: z.string() })),
});
/** All of one function together (583/11637); how they are counted is not documented, so each with its = and end. */
const MOST_VARIABLE_BYTES = 4096;
function refuseTooLarge({ Variables }: z.infer<typeof variables>): void {
  const bytes = Variables.reduce((sum, { Key, Value }) => sum + Buffer.byteLength(Key + Value) + 2, 0);
  if (bytes > MOST_VARIABLE_BYTES)
    throw new Refused('InvalidParameterValue.EnvironmentExceededLimit', 'Environment exceeds 4 KB.');
}
const code = z.strictObject({
  ZipFile: z
    .string()
    .max(2_097_152)
    .refine(
      (text) => Buffer.from(text, 'base64').subarray(0, 4).toString('latin1') === 'PK\x03\x04',
      'no zip file',
    ),
});
const name = { FunctionName: z.string(), Namespace: z.literal('fn-double') };
const settings = {
  Timeout: z.number().int().min(1).max(900),
  MemorySize: z.number().int().multipleOf(128).min(128).max(3072),
  Environment: variables,
  Description: z.string().max(1000),
};
const logs = {
  ClsTopicId: z.literal('topic-double').optional(),
  ClsLogsetId: z.literal('set-double').optional(),
};
const triggerList = z.array(
  z.strictObject({ TriggerName: z.string(), Type: z.literal('timer'), TriggerDesc: z.string() }),
);

export interface StoredFunction {
  Runtime: string;
  Handler: string;
  Timeout: number;
  MemorySize: number;
  Description: string;
  variables: { Key: string; Value: string }[];
  code: string;
  timers: Map<string, string>;
  /** Timers that somebody switched off in the console. */
  stopped: Set<string>;
  /** How many looks it takes until what it is doing is done. */
  busyLooks: number;
  /** What went wrong inside the platform; null when nothing did. */
  failed: 'CreateFailed' | 'UpdateFailed' | null;
  /** Where its log lines go; '' for nowhere, which is switched on in the console only. */
  logTopic: string;
}

/** Where the log of a function goes that was made without a topic, since 29 January 2021 (583/39328). */
export const DEFAULT_TOPIC = 'SCF_logtopic_double';

/** The functions' service. A change keeps a function busy for two looks, and a busy one takes no other change. */
export function functionActions(functions: Map<string, StoredFunction>): Actions {
  const find = (wanted: string): StoredFunction => {
    const found = functions.get(wanted);
    if (!found) throw new Refused('ResourceNotFound.Function', `Function [${wanted}] not found.`);
    return found;
  };
  const change = (wanted: string): StoredFunction => {
    const found = find(wanted);
    if (found.busyLooks > 0 || found.failed)
      throw new Refused(
        'FailedOperation.UpdateFunctionCode',
        '当前函数状态无法进行此操作，请在函数状态正常时重试',
      );
    return found;
  };
  return {
    GetFunction: action({
      params: z.strictObject({ ...name, ShowCode: z.enum(['TRUE', 'FALSE']).optional() }),
      run({ FunctionName }) {
        const {
          variables: Variables,
          code: _code,
          timers,
          stopped,
          failed,
          busyLooks,
          logTopic: ClsTopicId,
          ...rest
        } = find(FunctionName);
        find(FunctionName).busyLooks = Math.max(0, busyLooks - 1);
        return {
          ...rest,
          FunctionName,
          ClsTopicId,
          Status: failed ?? (busyLooks > 0 ? 'Updating' : 'Active'),
          Environment: { Variables },
          Triggers: [...timers].map(([TriggerName, cron]) => ({
            TriggerName,
            Type: 'timer',
            TriggerDesc: JSON.stringify({ cron }),
            Enable: stopped.has(TriggerName) ? 0 : 1,
          })),
        };
      },
    }),
    CreateFunction: action({
      params: z.strictObject({
        ...name,
        ...settings,
        ...logs,
        Handler: z.literal('index.main'),
        Runtime: z.enum(['Nodejs16.13', 'Nodejs18.15', 'Nodejs20.19']),
        InstallDependency: z.enum(['TRUE', 'FALSE']),
        Role: z.literal('TCB_QcsRole'),
        Stamp: z.literal('MINI_QCBASE'),
        Code: code,
      }),
      run({
        FunctionName,
        Code,
        Environment,
        Runtime,
        Handler,
        Timeout,
        MemorySize,
        Description,
        ClsTopicId = DEFAULT_TOPIC,
      }) {
        if (functions.has(FunctionName))
          throw new Refused('ResourceInUse.FunctionName', `Function [${FunctionName}] exists already.`);
        refuseTooLarge(Environment);
        functions.set(FunctionName, {
          Runtime,
          Handler,
          Timeout,
          MemorySize,
          Description,
          variables: Environment.Variables,
          code: Code.ZipFile,
          timers: new Map(),
          stopped: new Set(),
          busyLooks: 2,
          failed: null,
          logTopic: ClsTopicId,
        });
        return {};
      },
    }),
    UpdateFunctionCode: action({
      params: z.strictObject({
        ...name,
        Handler: z.string(),
        InstallDependency: z.literal('FALSE'),
        Code: code,
      }),
      run({ FunctionName, Code }) {
        const found = change(FunctionName);
        found.code = Code.ZipFile;
        found.busyLooks = 2;
        return {};
      },
    }),
    UpdateFunctionConfiguration: action({
      params: z.strictObject({ ...name, ...z.strictObject(settings).partial().shape, ...logs }),
      run({ FunctionName, Timeout, MemorySize, Description, Environment, ClsTopicId }) {
        const found = change(FunctionName);
        if (Environment) refuseTooLarge(Environment);
        found.Timeout = Timeout ?? found.Timeout;
        found.MemorySize = MemorySize ?? found.MemorySize;
        found.Description = Description ?? found.Description;
        found.logTopic = ClsTopicId ?? found.logTopic;
        // The whole list is replaced.
        found.variables = Environment?.Variables ?? found.variables;
        found.busyLooks = 2;
        return {};
      },
    }),
    BatchCreateTrigger: action({
      params: z.strictObject({ ...name, Triggers: z.string(), Count: z.number() }),
      run({ FunctionName, Triggers, Count }) {
        const found = change(FunctionName);
        const list = triggerList.parse(JSON.parse(Triggers));
        if (list.length !== Count)
          throw new Refused('InvalidParameterValue.Count', 'Count does not fit Triggers.');
        if (found.timers.size + list.length > 1)
          throw new Refused('LimitExceeded.Timer', 'A function has at most one timer.');
        for (const { TriggerName, TriggerDesc } of list) {
          if (TriggerDesc.split(' ').length !== 7)
            throw new Refused('InvalidParameterValue.TriggerDesc', 'A cron text has seven fields.');
          found.timers.set(TriggerName, TriggerDesc);
        }
        return {};
      },
    }),
    DeleteTrigger: action({
      params: z.strictObject({ ...name, TriggerName: z.string(), Type: z.literal('timer') }),
      run({ FunctionName, TriggerName }) {
        const { timers, stopped } = find(FunctionName);
        if (!timers.delete(TriggerName))
          throw new Refused('ResourceNotFound.Trigger', `Trigger ${TriggerName} does not exist.`);
        stopped.delete(TriggerName);
        return {};
      },
    }),
  };
}
