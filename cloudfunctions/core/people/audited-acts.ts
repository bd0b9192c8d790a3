import type { Action } from '../../contract';
import type { Audited, AuditedThing } from './audit';

/** How the door writes an act of staff into the audit log. */
export interface AuditedAct {
  what: Audited;
  /** The field of the input that names the thing. */
  about?: keyof typeof THINGS;
  /** A field of the input that says how it was decided, with the words for its values. */
  decides?: readonly [field: string, words: Readonly<Record<string, string>>];
}

/** Written by the use case, in the same transaction or with words that only it knows. */
type ByItself = 'by_itself';
/** Not in the log, and why. */
interface NotAudited {
  because: string;
}

const THINGS = {
  sessionId: 'session',
  caseId: 'case',
  cardId: 'card',
  questionId: 'question',
  survey: 'survey',
} as const satisfies Record<string, AuditedThing['of']>;

const COURSE = { because: 'the course of the evening, before the eyes of the hall; the history keeps who' };
const DRAFT = { because: 'not public yet: what goes out is logged when it is published' };
const OWN_WORK = {
  because: 'one step of handling; the append-only history of the case keeps who, when and why',
};
const DESK = { because: 'a list of work, in which askers show only as far as they allowed' };
const PUBLIC = { because: 'shows figures and what is public' };

const PASSED = { true: '审核通过', false: '未通过' };

/**
 * Every action that asks for a role: what shows or changes something private or public is logged, everything else says
 * why not. `test/house/audit.test.ts` holds it against the rights of the contract.
 */
export const AUDITED_ACTS: { readonly [A in Action]?: AuditedAct | ByItself | NotAudited } = {
  'account.release': 'by_itself',
  'account.attacked': { what: 'locked_numbers_seen' },
  'account.importRoster': 'by_itself',
  'account.people': { what: 'people_searched' },
  'account.grantRole': 'by_itself',
  'account.revokeRole': 'by_itself',
  'account.departmentList': PUBLIC,
  'account.saveDepartment': 'by_itself',
  'account.dissolveDepartment': 'by_itself',
  'account.auditLog': { because: 'what staff did, to the administrator alone' },
  'account.changeRule': 'by_itself',

  'session.propose': DRAFT,
  'session.findPeople': { what: 'table_searched' },
  'session.desk': PUBLIC,
  'session.create': DRAFT,
  'session.save': { what: 'session_saved', about: 'sessionId' },
  'session.reschedule': { what: 'session_rescheduled', about: 'sessionId' },
  'session.callOff': { what: 'session_called_off', about: 'sessionId' },
  'session.publishPreview': { what: 'preview_published', about: 'sessionId' },
  'session.pushDraft': DRAFT,
  'session.articles': PUBLIC,
  'session.attachArticle': { what: 'article_attached', about: 'sessionId' },
  'session.detachArticle': { what: 'article_detached', about: 'sessionId' },

  'booking.list': { what: 'bookings_seen', about: 'sessionId' },
  'booking.markAbsent': { what: 'absence_marked', about: 'sessionId' },

  'hall.codes': { because: 'codes for the screen, without a person; asked anew every minute' },
  'hall.doorCode': { because: 'the same code for whoever scans it, without a person' },
  'hall.deskCheckIn': 'by_itself',
  'hall.confirmLate': 'by_itself',
  'hall.daySheets': { what: 'day_sheets_made', about: 'sessionId' },
  'hall.unmatched': { what: 'unmatched_seen', about: 'sessionId' },
  'hall.settleUnmatched': 'by_itself',
  'hall.deskSearch': { what: 'desk_searched', about: 'sessionId' },
  'hall.deskList': { what: 'desk_list_taken', about: 'sessionId' },
  'hall.attendance': { what: 'attendance_seen', about: 'sessionId' },
  'hall.seatInbox': DESK,
  'hall.seatFindings': DRAFT,
  'hall.decideSeat': COURSE,
  'hall.groupTopic': COURSE,
  'hall.sortQueue': COURSE,
  'hall.prepare': COURSE,
  'hall.view': COURSE,
  'hall.open': COURSE,
  'hall.setPresent': COURSE,
  'hall.approveTopic': { what: 'topic_decided', about: 'questionId', decides: ['isApproved', PASSED] },
  'hall.topicFindings': DRAFT,
  'hall.reorder': COURSE,
  'hall.call': COURSE,
  'hall.skip': COURSE,
  'hall.addSpeaker': COURSE,
  'hall.addQuestion': COURSE,
  'hall.saveQuestion': COURSE,
  'hall.close': COURSE,
  'hall.wall': COURSE,
  'hall.walls': COURSE,
  'hall.wallCode': COURSE,
  'hall.endWall': COURSE,
  'hall.showOnWall': COURSE,
  'hall.draftMinutes': DRAFT,
  'hall.minutesDraft': DRAFT,
  'hall.saveMinutes': DRAFT,
  'hall.publishMinutes': { what: 'minutes_published', about: 'sessionId' },
  'hall.correctMinutes': { what: 'minutes_corrected', about: 'sessionId' },
  'hall.correctPrivacy': { what: 'minutes_blacked_out', about: 'sessionId' },
  'hall.wordFindings': DRAFT,

  'case.complaints': { because: 'who complained is not kept' },
  'case.decideComplaint': {
    what: 'complaint_decided',
    decides: ['isUpheld', { true: '成立', false: '不成立' }],
  },
  'case.inbox': DESK,
  'case.inboxCounts': PUBLIC,
  'case.find': DESK,
  'case.several': { what: 'cases_decided' },
  'case.colleagues': { because: 'who works in the own department' },
  'case.handTo': OWN_WORK,
  'case.callBack': OWN_WORK,
  'case.take': OWN_WORK,
  'case.withdrawDraft': OWN_WORK,
  'case.reports': { because: 'the desk of those to whom a protected report was sent' },
  'case.draftReply': OWN_WORK,
  'case.reviewReply': OWN_WORK,
  'case.handBack': OWN_WORK,
  'case.askExtension': OWN_WORK,
  'case.askMore': OWN_WORK,
  'case.note': OWN_WORK,
  'case.fulfil': OWN_WORK,
  'case.reportSupervision': OWN_WORK,
  'case.suggestion': { because: 'a department and a class, about nobody' },
  'case.cannedAnswers': { because: 'sentences of a department, about nobody' },
  'case.saveCannedAnswer': { because: 'sentences of a department, about nobody' },
  'case.removeCannedAnswer': { because: 'sentences of a department, about nobody' },
  'case.desk': DESK,
  'case.deskCounts': PUBLIC,
  'case.accept': OWN_WORK,
  'case.assign': OWN_WORK,
  'case.decline': { what: 'case_declined', about: 'caseId' },
  'case.changeClass': OWN_WORK,
  'case.setTopic': OWN_WORK,
  'case.judgeReturn': OWN_WORK,
  'case.judgeLeaver': { what: 'leaver_decided', about: 'caseId' },
  'case.judgeExtension': OWN_WORK,
  'case.merge': { what: 'case_merged', about: 'caseId' },
  'case.publish': { what: 'case_published', about: 'caseId' },
  'case.correctPrivacy': { what: 'case_blacked_out', about: 'caseId' },
  'case.publicFindings': DRAFT,
  'case.unpublish': { what: 'case_unpublished', about: 'caseId' },
  'case.revealAsker': { what: 'asker_revealed', about: 'caseId' },
  'case.synonyms': { because: 'words to search by, about nobody' },
  'case.saveSynonyms': { because: 'words to search by, about nobody' },
  'case.topicList': { because: 'topics with the department each usually goes to, about nobody' },
  'case.saveTopics': { what: 'topics_saved' },
  'case.recurring': DESK,
  'case.decideRecurring': {
    what: 'recurring_decided',
    decides: ['isTaken', { true: '列入议程', false: '不列入' }],
  },
  'case.supervise': OWN_WORK,
  'case.endSupervision': OWN_WORK,
  'case.supervised': DESK,
  'case.all': DESK,
  'case.byNumber': DESK,
  'case.findCaller': { what: 'caller_searched' },
  'case.record': { what: 'call_recorded' },
  'case.recorded': { because: 'what the operator has typed in, and is in the log already' },

  'survey.open': { what: 'survey_opened', about: 'sessionId' },
  'survey.reschedule': { what: 'survey_rescheduled', about: 'sessionId' },
  'survey.close': { what: 'survey_closed', about: 'sessionId' },
  'survey.desk': PUBLIC,
  'survey.announce': { what: 'results_announced', about: 'sessionId' },
  'survey.correctResults': { what: 'results_corrected', about: 'survey' },
  'survey.sealedBox': 'by_itself',
  'survey.closingKeys': PUBLIC,
  'survey.registerClosingKey': { what: 'closing_key_registered' },
  'survey.withdrawClosingKey': { what: 'closing_key_withdrawn' },
  'survey.confirmOpening': { what: 'opening_confirmed', about: 'survey' },
  'survey.moderateRemark': {
    what: 'remark_decided',
    decides: ['isShown', { true: '公开', false: '不公开' }],
  },
  'survey.appeal': { what: 'card_appealed', about: 'cardId' },
  'survey.decideAppeal': {
    what: 'appeal_decided',
    about: 'cardId',
    decides: ['decision', { upheld: '维持', withdrawn: '撤销' }],
  },
  'survey.submitPlan': { what: 'plan_submitted', about: 'cardId' },
  'survey.notePlan': { what: 'plan_noted', about: 'cardId' },
  'survey.ledger': PUBLIC,
  'survey.ledgerFile': { what: 'card_ledger_taken' },

  'announcement.deliveries': { what: 'deliveries_seen' },
  'announcement.retry': { because: 'the same message once more, to the same person' },
  'announcement.troubles': { because: 'what WeChat refuses, without a person' },

  'report.makeLedger': {
    what: 'case_ledger_made',
    decides: ['isRaw', { true: '含原文', false: '隐去个人信息' }],
  },
  'report.ledger': { what: 'case_ledger_taken' },
};

/** How the door logs an action; null where it does not. */
export function auditedAct(action: string): AuditedAct | null {
  const found = Object.entries(AUDITED_ACTS).find(([name]) => name === action)?.[1];
  return typeof found === 'object' && 'what' in found ? found : null;
}

/** The thing, the person and the reason that an input names. `detail` is empty where there is none. */
export function saidOf(
  { about, decides }: AuditedAct,
  input: Readonly<Record<string, unknown>>,
): { about?: AuditedThing; subject?: string; detail: string } {
  const textAt = (field: string) => {
    const value = input[field];
    return typeof value === 'string' ? value : '';
  };
  const decision = decides ? (decides[1][String(input[decides[0]])] ?? '') : '';
  // A complaint is decided in words; a decision of another kind is one of the words above.
  const reason = textAt('reason') || (decides?.[0] === 'decision' ? '' : textAt('decision'));
  const id = about ? textAt(about) : '';
  const subject = textAt('personId');
  return {
    ...(about && id ? { about: { of: THINGS[about], id } } : {}),
    ...(subject ? { subject } : {}),
    detail: [decision, reason].filter(Boolean).join('；原因：'),
  };
}
