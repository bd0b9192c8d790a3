import { NOBODY } from '../../cloudfunctions/core/hall/attendance';
import { DAY_MS } from '../../cloudfunctions/core/rules/calendar';
import { keptSince, type RetentionRules } from '../../cloudfunctions/core/rules/retention';
import { inForce } from '../../cloudfunctions/core/rules/rulebook';
import { across, type Invariant, ofEach, unless } from './invariant';
import type { View } from './view';

/** A run a day, and some days on which it may have failed. */
const SLACK_MS = 7 * DAY_MS;

/** What is marked as forgotten holds nobody, and nothing is kept for longer than the rule book says. */
export const retentionInvariants: readonly Invariant[] = [
  ofEach('forgotten-cases', 'cases', ({ forgottenAt, askerId, phone, pictures, history }) =>
    unless([
      forgottenAt === undefined ||
        (askerId === null &&
          phone === '' &&
          pictures.length === 0 &&
          history.every(({ text, pictures }) => text === '' && pictures.length === 0)),
      '已到期删除，仍留有提出人或文字',
    ]),
  ),

  ofEach('forgotten-people', 'people', ({ forgottenAt, hasLeft, openid, name, unit }) =>
    unless([
      forgottenAt === undefined || (hasLeft && openid === null && name === '' && unit === ''),
      '已到期删除，仍留有姓名、单位或绑定',
    ]),
  ),

  across('forgotten-sessions', ['sessions', 'attendance', 'bookings', 'questions'], async function* (view) {
    const over = new Set<string>();
    for (const { _id, namesForgottenAt } of await view.all('sessions', ['namesForgottenAt']))
      if (namesForgottenAt !== undefined) over.add(_id);
    if (over.size === 0) return;
    for await (const { _id, sessionId, personId } of view.each('attendance', ['sessionId', 'personId']))
      if (over.has(sessionId) && personId !== NOBODY) yield { id: _id, what: '名单已到期删除，仍有参会人' };
    for await (const { _id, sessionId } of view.each('bookings', ['sessionId']))
      if (over.has(sessionId)) yield { id: _id, what: '名单已到期删除，仍有预约' };
    for await (const { _id, sessionId, askerId } of view.each('questions', ['sessionId', 'askerId']))
      if (over.has(sessionId) && askerId !== null) yield { id: _id, what: '名单已到期删除，仍有提问人' };
  }),

  across(
    'kept-too-long',
    ['cases', 'people', 'messages', 'audit_links', 'rulebooks'],
    async function* (view) {
      const { caseDays, leaverDays, messageDays } = await retentionOf(view);
      const now = (await newestInstant(view)) - SLACK_MS;
      for await (const entity of view.each('cases', [
        'closedAt',
        'isOpen',
        'commitment',
        'supervisions',
        'forgottenAt',
      ]))
        if (
          entity.forgottenAt === undefined &&
          !entity.isOpen &&
          entity.closedAt !== null &&
          entity.closedAt <= keptSince(now, caseDays) &&
          (entity.commitment === null || entity.commitment.state === 'done') &&
          entity.supervisions.every(({ state }) => state === 'ended')
        )
          yield { id: entity._id, what: '办结已久，超过保存期限' };
      for await (const { _id, leftAt, forgottenAt } of view.each('people', ['leftAt', 'forgottenAt']))
        if (leftAt !== undefined && forgottenAt === undefined && leftAt <= keptSince(now, leaverDays))
          yield { id: _id, what: '离校已久，超过保存期限' };
      for await (const { _id, at } of view.each('messages', ['at']))
        if (at <= keptSince(now, messageDays)) yield { id: _id, what: '消息超过保存期限' };
    },
  ),
];

/** The periods in force. */
export async function retentionOf(view: View): Promise<RetentionRules> {
  return inForce(await view.all('rulebooks'), Number.MAX_SAFE_INTEGER).rules.retention;
}

/**
 * The newest instant that the store tells of, or 0: the inspector has no clock of its own, because a workbench may have
 * moved its own by months.
 */
export async function newestInstant(view: View): Promise<number> {
  const links = await view.all('audit_links', ['at']);
  return links.reduce((newest, { at }) => Math.max(newest, at), 0);
}
