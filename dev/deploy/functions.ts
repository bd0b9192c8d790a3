import * as z from 'zod';
import { ByHand } from './by-hand';
import type { Change, Site } from './change';
import type { WantedFunction } from './function-files';
import { hasOtherLog, isWithoutLog, logsOf, silencing } from './logs';
import { ManagementError, readAnswer } from './management';
import { refuseTooLarge } from './variable-bytes';
import { SET_BY_HAND } from './variables';

const PART = '云函数';
const answer = z.object({
  Status: z.string(),
  Runtime: z.string(),
  Timeout: z.number(),
  MemorySize: z.number(),
  Description: z.string().nullish(),
  ClsTopicId: z.string().nullish(),
  Environment: z
    .object({ Variables: z.array(z.object({ Key: z.string(), Value: z.string() })).nullish() })
    .nullish(),
  Triggers: z
    .array(
      z.object({
        TriggerName: z.string(),
        Type: z.string(),
        TriggerDesc: z.string(),
        Enable: z.number().nullish(),
      }),
    )
    .nullish(),
});
export type FoundFunction = z.infer<typeof answer>;

const POLL_MS = 1000;
const MOST_POLLS = 120;
const NOT_THERE = /^ResourceNotFound\.(?:Function|FunctionName)$/;

const nameIn = (site: Site, name: string) => ({
  FunctionName: name,
  Namespace: site.environment.namespace,
});

/** A function as it is; undefined when it is not there. */
export async function findFunction(site: Site, name: string): Promise<FoundFunction | undefined> {
  try {
    const said = await site.call('scf', 'GetFunction', { ...nameIn(site, name), ShowCode: 'FALSE' });
    return readAnswer(answer, 'GetFunction', said);
  } catch (error) {
    if (error instanceof ManagementError && NOT_THERE.test(error.code)) return undefined;
    throw error;
  }
}

/** A function whose making or changing failed has our description and yet not our code; it takes no change. */
function refuseFailed(name: string, found: FoundFunction): void {
  const { Status } = found;
  if (!Status.endsWith('Failed')) return;
  const lost = handSetIn(found).map(([variable]) => variable);
  const copy = lost.length > 0 ? `；删除会丢掉手工设置的 ${lost.join('、')}，请先抄下，建好后填回` : '';
  throw new ByHand(`${name} 的状态是 ${Status}，请在 云开发控制台 → 云函数 删除后再运行一次${copy}`);
}

/** What a function is doing ends by itself; until then it takes no change. */
async function waitUntilActive(site: Site, name: string): Promise<void> {
  for (let poll = 0; poll < MOST_POLLS; poll += 1) {
    const found = await findFunction(site, name);
    if (found?.Status === 'Active') return;
    if (found) refuseFailed(name, found);
    await site.pause(POLL_MS);
  }
  throw new ByHand(`${name} 两分钟还没有就绪，请稍后再运行一次`);
}

const settingsOf = (wanted: WantedFunction) => ({
  Timeout: wanted.timeout,
  MemorySize: wanted.memorySize,
  // The whole list: an update replaces all variables.
  Environment: { Variables: Object.entries(wanted.variables).map(([Key, Value]) => ({ Key, Value })) },
});

/** A cron text as it was given; the interface answers it inside a JSON text. */
function cronIn(description: string): string {
  try {
    const parsed: unknown = JSON.parse(description);
    const cron = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'cron') : undefined;
    return typeof cron === 'string' ? cron : description;
  } catch {
    // Not JSON: the plain cron text.
    return description;
  }
}

/** Timers by name: their cron text, and whether nobody switched them off. */
export const timersOf = (found: FoundFunction): Map<string, { cron: string; isOn: boolean }> =>
  new Map(
    (found.Triggers ?? [])
      .filter(({ Type }) => Type === 'timer')
      .map(({ TriggerName, TriggerDesc, Enable }) => [
        TriggerName,
        { cron: cronIn(TriggerDesc), isOn: Enable !== 0 },
      ]),
  );

async function addTimers(site: Site, { name, triggers }: WantedFunction): Promise<void> {
  if (triggers.length === 0) return;
  const described = triggers.map((timer) => ({
    TriggerName: timer.name,
    Type: 'timer',
    TriggerDesc: timer.config,
  }));
  await site.call('scf', 'BatchCreateTrigger', {
    ...nameIn(site, name),
    Triggers: JSON.stringify(described),
    Count: described.length,
  });
}

function creation(site: Site, wanted: WantedFunction): Change {
  const run = async () => {
    await site.call('scf', 'CreateFunction', {
      ...nameIn(site, wanted.name),
      Handler: wanted.handler,
      Runtime: wanted.runtime,
      ...settingsOf(wanted),
      ...logsOf(site, wanted.name),
      Description: wanted.description,
      InstallDependency: 'FALSE',
      Role: 'TCB_QcsRole',
      Stamp: 'MINI_QCBASE',
      Code: { ZipFile: wanted.code.toString('base64') },
    });
    await waitUntilActive(site, wanted.name);
    await addTimers(site, wanted);
  };
  const timer = wanted.triggers.length > 0 ? '，含定时器' : '';
  return { part: PART, what: `新建函数 ${wanted.name}${timer}`, run };
}

function codeUpdate(site: Site, wanted: WantedFunction): Change {
  const run = async () => {
    await waitUntilActive(site, wanted.name);
    await site.call('scf', 'UpdateFunctionCode', {
      ...nameIn(site, wanted.name),
      Handler: wanted.handler,
      InstallDependency: 'FALSE',
      Code: { ZipFile: wanted.code.toString('base64') },
    });
    await waitUntilActive(site, wanted.name);
    // Only now: a run that is cut off before this line uploads the code once more.
    await site.call('scf', 'UpdateFunctionConfiguration', {
      ...nameIn(site, wanted.name),
      Description: wanted.description,
    });
    await waitUntilActive(site, wanted.name);
  };
  return { part: PART, what: `更新 ${wanted.name} 的代码`, run };
}

const listed = (names: readonly string[]): string => (names.length > 0 ? `：${names.join('、')}` : '');

export const variablesIn = (found: FoundFunction): Map<string, string> =>
  new Map((found.Environment?.Variables ?? []).map(({ Key, Value }) => [Key, Value]));

/** What is to be, with the variables that somebody set by hand. */
function keepingHandSet(found: FoundFunction, wanted: WantedFunction): WantedFunction {
  return { ...wanted, variables: { ...wanted.variables, ...Object.fromEntries(handSetIn(found)) } };
}

const handSetIn = (found: FoundFunction) =>
  [...variablesIn(found)].filter(([name]) => SET_BY_HAND.includes(name));

/** Variables by name only: their values are secrets. */
function differing(site: Site, found: FoundFunction, wanted: WantedFunction): string[] {
  const there = variablesIn(found);
  return [
    ...(found.Timeout === wanted.timeout ? [] : ['超时']),
    ...(found.MemorySize === wanted.memorySize ? [] : ['内存']),
    ...(hasOtherLog(site, wanted.name, found.ClsTopicId ?? '') ? ['日志投递'] : []),
    ...Object.entries(wanted.variables)
      .filter(([name, value]) => there.get(name) !== value)
      .map(([name]) => name),
    ...[...there.keys()].filter((name) => !(name in wanted.variables)).map((name) => `去掉 ${name}`),
  ];
}

function timerChanges(site: Site, found: FoundFunction, wanted: WantedFunction): Change[] {
  const there = timersOf(found);
  const asWanted = wanted.triggers.every(({ name, config }) => {
    const timer = there.get(name);
    return timer?.isOn && timer.cron === config;
  });
  if (asWanted && there.size === wanted.triggers.length) return [];
  const run = async () => {
    // A function has one timer only, so the old ones go first.
    for (const name of there.keys())
      await site.call('scf', 'DeleteTrigger', {
        ...nameIn(site, wanted.name),
        TriggerName: name,
        Type: 'timer',
      });
    await addTimers(site, wanted);
  };
  return [{ part: PART, what: `设置 ${wanted.name} 的定时器`, run }];
}

/** After a function is made, or while it has a log that it must not have. */
function silence(site: Site, name: string, found?: FoundFunction): Change[] {
  if (!isWithoutLog(name) || (found && !found.ClsTopicId)) return [];
  const run = async () => {
    if ((await findFunction(site, name))?.ClsTopicId) throw new ByHand(silencing(name));
  };
  return [{ part: PART, what: `${name} 不留日志`, run, byHand: found && silencing(name) }];
}

export async function functionChanges(site: Site, asked: WantedFunction): Promise<Change[]> {
  const found = await findFunction(site, asked.name);
  const wanted = found ? keepingHandSet(found, asked) : asked;
  refuseTooLarge(wanted);
  if (!found) return [creation(site, asked), ...silence(site, asked.name)];
  refuseFailed(asked.name, found);
  if (found.Runtime !== wanted.runtime)
    throw new ByHand(
      `${wanted.name} 的运行环境是 ${found.Runtime}，创建后不能改成 ${wanted.runtime}；请在控制台删除函数后再运行一次`,
    );
  const changes: Change[] = [];
  const settings = differing(site, found, wanted);
  if (settings.length > 0)
    changes.push({
      part: PART,
      what: `更新 ${wanted.name} 的设置${listed(settings)}`,
      run: async () => {
        await waitUntilActive(site, wanted.name);
        await site.call('scf', 'UpdateFunctionConfiguration', {
          ...nameIn(site, wanted.name),
          ...settingsOf(wanted),
          ...logsOf(site, wanted.name),
        });
        await waitUntilActive(site, wanted.name);
      },
    });
  if (found.Description !== wanted.description) changes.push(codeUpdate(site, wanted));
  return [...changes, ...silence(site, wanted.name, found), ...timerChanges(site, found, wanted)];
}
