import { CASE_LIMITS } from '../../../miniprogram/shared/case';
import type { Message } from '../message/message';
import { dayOf } from '../rules/calendar';
import type { Case } from './case';
import { type WakingHours, wakingAt } from './night';
import type { CaseNotice } from './notice';
import { DEPARTMENT_IN_TEXT } from './telling';

const inside = (body: string, names: ReadonlyMap<string, string>) =>
  body.replace(DEPARTMENT_IN_TEXT, (_all, id: string) => names.get(id) ?? '承办部门');

/** Whoever asked or follows reads; everybody else has something to do there. */
const pageFor = (to: CaseNotice['to']): Message['opens']['page'] =>
  to === 'asker' || to === 'joiners' ? 'case' : 'case_desk';

/** What is the same for all messages of one run: names of departments, and when phones may buzz. */
export interface TellingFacts {
  names: ReadonlyMap<string, string>;
  hours: WakingHours;
}

const isUrgent = (urgency: Case['urgency']): boolean => urgency === 'emergency' || urgency === 'utilities';

/** That something is late, to whoever watches over it: once a day is enough. Whoever works on it hears of each. */
const isDigested = ({ isDaily }: CaseNotice): boolean => isDaily === true;

/** One message a day for one person, whatever and however much is late: the desk it leads to shows all of it. */
function digestOf({ kind, to: audience, at }: CaseNotice, to: string, hours: WakingHours): Message {
  const desk = audience === 'office' ? 'office' : audience.startsWith('heads') ? 'department' : 'leader';
  const body = '有诉求超过办理时限，点开看今天的清单。';
  return {
    _id: `${kind}:digest-${dayOf(at)}-${desk}:${to}`,
    kind,
    to,
    title: '今天超期的诉求',
    body,
    opens: { page: 'case_inbox', id: desk },
    at,
    pushAt: wakingAt(at, hours),
    push: { subject: '超期诉求', time: at, place: '四点对话', note: body },
    fanOut: 'open',
    fanOutAfter: '',
  };
}

/**
 * The message that a notice of a case becomes for one person. Pure: the same notice gives the same message with the
 * same id each time. The asker's own words stand in the title only, never in the push to a locked screen.
 */
export function caseMessage(
  notice: CaseNotice,
  { _id: caseId, urgency }: Pick<Case, '_id' | 'urgency'>,
  to: string,
  { names, hours }: TellingFacts,
): Message {
  const isQuiet = !isUrgent(urgency);
  if (isQuiet && isDigested(notice)) return digestOf(notice, to, hours);
  const body = inside(notice.body, names);
  const number = notice.subject.split('.')[0] ?? '';
  return {
    _id: `${notice.kind}:${notice.subject}:${to}`,
    kind: notice.kind,
    to,
    title: Array.from(notice.title).slice(0, CASE_LIMITS.placeMax).join(''),
    body: `${body}（编号 ${number}）`,
    opens: { page: pageFor(notice.to), id: caseId },
    at: notice.at,
    ...(isQuiet ? { pushAt: wakingAt(notice.at, hours) } : {}),
    push: { subject: `诉求 ${number}`, time: notice.at, place: '四点对话', note: body },
    fanOut: 'open',
    fanOutAfter: '',
  };
}
