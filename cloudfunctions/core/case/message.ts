import { CASE_LIMITS } from '../../../miniprogram/shared/case';
import type { Message } from '../message/message';
import type { CaseNotice } from './notice';
import { DEPARTMENT_IN_TEXT } from './telling';

const inside = (body: string, names: ReadonlyMap<string, string>) =>
  body.replace(DEPARTMENT_IN_TEXT, (_all, id: string) => names.get(id) ?? '承办部门');

/** Whoever asked or follows reads; everybody else has something to do there. */
const pageFor = (to: CaseNotice['to']): Message['opens']['page'] =>
  to === 'asker' || to === 'joiners' ? 'case' : 'case_desk';

/**
 * The message that a notice of a case becomes for one person. Pure: the same notice gives the same message with the
 * same id each time. The asker's own words stand in the title only, never in the push to a locked screen.
 */
export function caseMessage(
  notice: CaseNotice,
  caseId: string,
  to: string,
  names: ReadonlyMap<string, string>,
): Message {
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
    push: { subject: `诉求 ${number}`, time: notice.at, place: '四点对话', note: body },
    fanOut: 'open',
    fanOutAfter: '',
  };
}
