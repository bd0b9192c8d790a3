import { blackedOut, blackedOutIn } from '../core/black-out';
import type { Case } from '../core/case/case';
import type { CaseActor } from '../core/case/command';
import { cases, matters, messages } from '../platform/database/collections';
import { _, find, update } from '../platform/database/store';
import { applyCommandAs } from './apply-command';
import { rulesNow } from './numbering';

/** Who corrected the minutes corrected these words too; who held the pen stands in the history of the minutes. */
const THE_OFFICE: CaseActor = { role: 'office', personId: null, name: '', departmentId: null };

interface BlackOut {
  sessionId: string;
  passages: readonly string[];
  reason: string;
  name: string;
}

/** The cases of a session whose public words hold one of these passages. May be repeated. One round trip without any. */
export async function blackOutCases(
  { sessionId, passages, reason, name }: BlackOut,
  now: number,
): Promise<void> {
  const opened = await find(cases, { sessionId }, { limit: 200 });
  const held = opened.flatMap((entity) => {
    const own = passages.filter((passage) => isIn(entity.published, passage));
    return own.length > 0 ? [{ entity, own }] : [];
  });
  if (held.length === 0) return;
  const rules = await rulesNow(now);
  for (const { entity, own } of held) {
    const act = { rules, now, requestId: `${name}-${entity._id}` };
    await applyCommandAs(THE_OFFICE, entity, { do: 'correctPrivacy', passages: own, reason }, act);
    await blackOutTold(entity, own);
  }
}

/** A recurring matter is named after its cases, and its name becomes a topic. One round trip without any. */
export async function blackOutMatters(passages: readonly string[]): Promise<void> {
  const decided = await find(matters, { state: 'on_agenda' }, { limit: 200 });
  for (const { _id, title } of decided) {
    const left = blackedOut(title, passages);
    if (left !== title) await update(matters, { _id }, { title: left });
  }
}

const isIn = (published: Case['published'], passage: string) =>
  JSON.stringify(blackedOutIn(published, [passage])) !== JSON.stringify(published);

/** What those who follow it were told names it by its public title. Two round trips. */
export async function blackOutTold(
  { number }: Pick<Case, 'number'>,
  passages: readonly string[],
): Promise<void> {
  const mine = `case_progress:${number}.`;
  const told = await find(messages, { _id: _.and([_.gte(mine), _.lt(`${mine}~`)]) }, { limit: 1000 });
  for (const message of told) {
    const { title, body, push } = blackedOutIn(message, passages);
    if (title !== message.title || body !== message.body || push.subject !== message.push.subject)
      await update(messages, { _id: message._id }, { title, body, push: _.set(push) });
  }
}
