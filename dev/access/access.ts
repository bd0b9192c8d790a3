import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { type Action, contract } from '../../cloudfunctions/contract';
import { type Cloud, CloudError } from '../cloud';
import { chance } from '../demo/chance';
import { type Making, valid } from '../fuzz/generate';
import { CALLERS, type CallerKind, KINDS_OF_CALLERS } from '../scenes/callers';
import type { Scenes } from '../scenes/live';
import { WHO } from '../scenes/people';
import { functionOf, type Scene, type StageOptions, startScene } from '../scenes/stage';
import { idOf, isShared, OTHERS, seedOthers } from './others';
import { rightsPage } from './rights-page';
import { secretsFrom } from './secrets';

export interface Accessed {
  tried: number;
  /** What somebody could do or read that they should not, each in a sentence. */
  leaks: string[];
}

/**
 * What one may do with something that somebody else made, because it is meant for everybody. Each with the reason; a
 * command of everybody's that is not named here is about one's own.
 */
export const FOR_EVERYBODY: Partial<Record<Action, string>> = {
  'account.bind': 'the number of whoever can prove it',
  'account.unbind': 'names nothing: the own account',
  'account.erase': 'names nothing: the own account',
  'account.consent': 'names nothing: the own account',
  'account.optOut': 'names nothing: the own account',
  'account.fetchPasses': 'names nothing: the own account',
  'account.correctPhone': 'names nothing: the own account',
  'announcement.read': 'names nothing: the own inbox',
  'booking.create': 'a session is open to all',
  'case.submit': 'names nothing that is there',
  'case.uploadPicture': 'names nothing that is there',
  'case.complain': 'about what is published',
  'case.join': 'a published case',
  'case.follow': 'a published case',
  'hall.vote': 'an approved topic',
  'hall.checkIn': 'whoever is in the hall',
  'booking.confirm': 'names a session: the own booking',
  'booking.cancel': 'names a session: the own booking',
  'hall.fetchCredentials': 'names a session: the own credentials',
  'hall.listMe': 'names a session: the own attendance',
  'survey.skipReminder': 'names a session: the own reminder',
};

/** What names something that is not there and may be answered all the same, with the reason. */
export const MAY_NAME_NOTHING: Partial<Record<Action, string>> = {
  'hall.deskCheckIn': 'answers for each entry whether it was found',
  'case.several': 'answers for each case why it was not done',
  'hall.confirmLate': 'passes over whoever has not been entered',
  'case.removeCannedAnswer': 'is gone already',
  'report.makeLedger': 'the phone chooses the id of what is to be made',
};

/** What is read by whoever holds the proof, and not by who somebody is. */
export const READ_WITH_PROOF: Partial<Record<Action, string>> = {
  'case.byReceipt': 'the receipt code, which stands in the question',
};

/** How often each caller asks each question, each time about other things. */
const ROUNDS = 3;

const said = z.union([
  z.object({ ok: z.literal(true) }).loose(),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string() }).loose() }),
]);

const filed = z.object({ ok: z.literal(true), data: z.object({ caseId: z.string() }).loose() });

/** Every action by every kind of caller, about what is their own, somebody else's, and not there. */
export async function access(
  { scenes, known, end }: Scenes,
  options: StageOptions & { folder: string; seed: number; only?: (action: Action) => boolean },
): Promise<Accessed> {
  const all: Accessed = { tried: 0, leaks: [] };
  const isAsked = options.only ?? (() => true);
  const making: Making = { known, random: chance(options.seed), word: '' };
  const on = async (moment: Pick<Scene, 'folder' | 'now'>, ask: (asker: Asker) => Promise<void>) => {
    const copy = path.join(options.folder, 'accessed');
    const cloud = await startScene(moment, copy, options);
    try {
      await seedOthers(cloud);
      await ask(new Asker(cloud, all));
    } finally {
      await cloud.stop();
      rmSync(copy, { recursive: true, force: true });
    }
  };
  await on(end, async (asker) => {
    const caseId = [...(known.caseId ?? []), await asker.fileReport()];
    const about = { ...making, known: { ...known, caseId } };
    for (const action of actionsOf('query').filter(isAsked)) await asker.askAbout(action, about);
  });
  for (const scene of scenes) {
    const action = actionsOf('command').find((name) => name === scene.name);
    if (action && isAsked(action)) await on(scene, (asker) => asker.give(action, scene));
  }
  return all;
}

const actionsOf = (kind: 'query' | 'command') =>
  (Object.keys(contract) as Action[]).filter((action) => contract[action].kind === kind);

/** Asks one cloud in the name of every kind of caller, and judges what is answered. */
class Asker {
  private readonly page = rightsPage();

  constructor(
    private readonly cloud: Cloud,
    private readonly all: Accessed,
  ) {}

  /** A question, by everybody, about several things; by whom nothing is, about each that there is. */
  async askAbout(action: Action, making: Making): Promise<void> {
    const { input } = contract[action];
    for (const kind of KINDS_OF_CALLERS)
      for (let round = 0; round < ROUNDS; round++)
        await this.ask(action, valid(input, making), { kind, openid: CALLERS[kind] });
    for (const kind of OTHERS.filter((other) => this.isFor(action, other.kind)))
      for (const each of aboutEach(input, making)) await this.ask(action, each, kind);
  }

  /** A report that the first leader may read, and no other. */
  async fileReport(): Promise<string> {
    const protection = { route: 'leaders', aboutLeaderIds: [idOf('leader')] };
    const report = { channel: 'box', category: 'other', identity: 'hidden', isProtected: true, protection };
    const input = { ...report, title: '举报一位校领导', text: '有人打听是谁提的问题。' };
    const event = { action: 'case.submit', requestId: randomUUID(), input };
    return filed.parse(await this.cloud.call('case', event, { openid: WHO.lin })).data.caseId;
  }

  /** A command that succeeded once: by others, about nothing, and by whoever gave it. */
  async give(action: Action, { call }: Scene): Promise<void> {
    if (call.by !== 'phone') return;
    const nothing = naming(call.input, ABSENT);
    for (const kind of KINDS_OF_CALLERS) {
      const openid = kind === 'bound' && call.openid === CALLERS.bound ? WHO.he : CALLERS[kind];
      if (openid === call.openid) continue;
      if (JSON.stringify(nothing) !== JSON.stringify(call.input)) {
        const code = await this.ask(action, nothing, { kind, openid });
        if (code === 'ok' && !(action in MAY_NAME_NOTHING))
          this.all.leaks.push(`${action}: ${kind} does it to what is not there`);
      }
      // What a role may do to what others made is the role's work; domain.md and the table of cases say it.
      if (kind !== 'anyone' && kind !== 'bound' && this.isFor(action, kind) && !this.isFor(action, 'bound'))
        continue;
      const code = await this.ask(action, call.input, { kind, openid });
      if (code === 'ok' && !(action in FOR_EVERYBODY))
        this.all.leaks.push(`${action}: ${kind} does it to what is somebody else's`);
    }
    if (!this.isFor(action, 'bound')) await this.giveAsOthers(action, call.input);
  }

  /** By a second of each role at the door: first those to whom it should not be given, for it may be given once only. */
  private async giveAsOthers(action: Action, input: unknown): Promise<void> {
    const atTheDoor = OTHERS.filter(({ kind }) => this.isFor(action, kind));
    for (const other of atTheDoor.filter(({ kind }) => !isShared(kind, action)))
      if ((await this.ask(action, input, other)) === 'ok')
        this.all.leaks.push(`${action}: another ${other.kind} does it to what is not theirs`);
    for (const other of atTheDoor.filter(({ kind }) => isShared(kind, action))) {
      const code = await this.ask(action, input, other);
      if (code === 'ok') return;
      if (KEPT_OUT.includes(code))
        this.all.leaks.push(`${action}: another ${other.kind} is kept from what the role shares`);
    }
  }

  private isFor = (action: Action, kind: CallerKind) => this.page.get(action)?.has(kind) ?? false;

  private async ask(
    action: Action,
    input: unknown,
    { kind, openid, isOther = false }: AnyCaller,
  ): Promise<string> {
    this.all.tried++;
    const event = { action, requestId: randomUUID(), input };
    const [code, text] = await answerOf(this.cloud, event, openid);
    const isLetIn = this.isFor(action, kind);
    const isRefused = code === 'not_bound' || (code === 'not_allowed' && !isLetIn);
    if (!isLetIn && !isRefused)
      this.all.leaks.push(`${action}: ${kind} is answered ${code}, against docs/rights.md`);
    if (isLetIn && code === 'not_bound' && kind !== 'anyone')
      this.all.leaks.push(`${action}: ${kind} is refused, against docs/rights.md`);
    if (code === 'internal')
      this.all.leaks.push(`${action}: ${kind} is answered internal to ${JSON.stringify(input)}`);
    if (code === 'ok' && !(action in READ_WITH_PROOF))
      for (const { what, text: secret } of secretsFrom(this.cloud, openid, { kind, isOther }))
        if (text.includes(secret) && !JSON.stringify(input).includes(secret))
          this.all.leaks.push(`${action}: ${isOther ? 'another ' : ''}${kind} reads ${what}`);
    return code;
  }
}

interface AnyCaller {
  kind: CallerKind;
  openid: string;
  isOther?: boolean;
}

/** How somebody is told that a thing is none of theirs. */
const KEPT_OUT = ['not_allowed', 'not_found'];

/** Fields that name what belongs to a department, a leader or an operator. */
const OWNED = ['caseId', 'number', 'cardId', 'departmentId'];

/** An input for each thing of a kind that is known, or one where the question names none. */
function aboutEach(schema: z.core.$ZodType, making: Making): unknown[] {
  const input = valid(schema, making);
  const field = OWNED.find((name) => schema instanceof z.ZodObject && name in schema.shape);
  if (field === undefined) return [input];
  return (making.known[field] ?? []).map((value) => ({ ...Object(valid(schema, making)), [field]: value }));
}

const ABSENT = 'nothing-of-this-name';

/** The same input, but for names of things: they name nothing. */
function naming(value: unknown, name: string, field = ''): unknown {
  if (typeof value === 'string') return /Ids?$|^survey$/.test(field) && !/entryId/.test(field) ? name : value;
  if (Array.isArray(value)) return value.map((part) => naming(part, name, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, naming(part, name, key)]));
}

async function answerOf(
  cloud: Cloud,
  event: { action: string },
  openid: string,
): Promise<[code: string, text: string]> {
  try {
    const answer = said.parse(await cloud.call(functionOf(event.action), event, { openid }));
    return [answer.ok ? 'ok' : answer.error.code, JSON.stringify(answer)];
  } catch (error) {
    if (error instanceof CloudError) return ['internal', ''];
    throw error;
  }
}
