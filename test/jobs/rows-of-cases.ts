import type { PassMonth } from '../../cloudfunctions/core/case/pass';
import type { Delivery } from '../../cloudfunctions/core/message/delivery';
import type { AuditEntry } from '../../cloudfunctions/core/people/audit';
import { SETTLED_MS } from '../../cloudfunctions/core/people/audit-chain';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { passMonths } from '../../cloudfunctions/platform/ballots/pass-keys';
import {
  articles,
  audit,
  bindAttempts,
  bindCodes,
  bindWaits,
  bookings,
  cards,
  caseDays,
  caseIndex,
  caseJoins,
  cases,
  deliveries,
  departments,
  locks,
  mailboxes,
  matters,
  messages,
  minutes,
  people,
  questions,
  requestPieces,
  requests,
  rulebooks,
  seatQuestions,
  sessions,
  surveys,
  uploads,
} from '../../cloudfunctions/platform/database/collections';
import { type Collection, update } from '../../cloudfunctions/platform/database/store';
import { templateOf } from '../announcement/crowd';
import { withoutKeys } from '../booking/crowd';
import { jpeg, upload } from '../case/people';
import type { Product } from '../cloud';
import { caseAt, deliveryOf, messageTo, noticeTo, sessionAt } from './seeds';
import { DAY, FAR, HOUR, NOW, put, stored } from './started';
import type { StepRow } from './step-row';

const oneWait = { _id: 'digest', personId: 'p-lin', account: 'digest', since: 0, reason: '' };
const entryAt = (at: number): AuditEntry => ({
  _id: 'entry-1',
  at,
  actor: 'system',
  what: 'roster_imported',
  detail: '',
});
const onePiece = { _id: 'request-1:0', requestId: 'request-1', part: 0, text: '{' };

const oneUpload = { _id: 'upload-1', fileId: 'cloud://env.bucket/cases/not-there.jpg' };
const passesOf = (_id: string): PassMonth => ({
  _id,
  publicKey: '',
  fingerprint: '',
  passes: 4,
  state: 'ended',
  issued: null,
  spent: null,
});

const theCase = (product: Product) => stored(product, cases, 'case-1');
const seedCase = (product: Product, ...changes: Parameters<typeof caseAt>[1][]) =>
  put(product, cases, ...changes.map((each) => caseAt(NOW - DAY, each)));

const keepLock = (_id: string, until: number) => update(locks, { _id }, { until }).then(() => undefined);

async function article(product: Product, until: number): Promise<void> {
  await keepLock('mirror_articles', until);
  await put(product, sessions, sessionAt(FAR, { status: 'planned' }));
  await withoutKeys(product, 'session-1');
  const title = '书记请你当面问';
  await product.cloud.weixin.publish({ title, author: '', content: '', content_source_url: '' });
}

async function oldMessage(product: Product, until: number): Promise<void> {
  await keepLock('keep-periods', until);
  await put(product, messages, messageTo('p-lin', NOW - 1000 * DAY));
}

async function matter(product: Product, until: number): Promise<void> {
  await keepLock('case-recurring', until);
  await put(product, sessions, sessionAt(FAR, { status: 'planned' }));
  await withoutKeys(product, 'session-1');
  const state = { state: 'on_agenda', sessionId: null, departmentId: null } as const;
  await put(product, matters, {
    _id: 'case-1',
    title: '宿舍热水',
    category: 'logistics',
    cases: [],
    voices: 3,
    at: NOW,
    ...state,
  });
}

async function dissolved(product: Product, isDissolved: boolean): Promise<void> {
  await update(departments, { _id: 'logistics' }, { isDissolved });
  await seedCase(product, {});
}

async function ruleBook(product: Product, effectiveAt: number): Promise<void> {
  await put(product, rulebooks, { ...FIRST_RULE_BOOK, _id: 'rulebook-2', version: 2, effectiveAt });
  await seedCase(product, {});
}

async function picture(product: Product, hasUnchecked: boolean): Promise<void> {
  // WeChat takes the pictures of somebody who was here lately.
  await product.as('p-lin').call('account.me', {});
  const fileId = await upload(product, 'case/picture.jpg', jpeg());
  const pictures = [{ fileId, state: 'waiting' as const, traceId: '' }];
  await put(product, cases, caseAt(NOW - HOUR, { pictures, hasUnchecked }));
}

async function index(product: Product, isStale: boolean): Promise<void> {
  await product.cloud.seed(caseIndex.name, [{ _id: 'state', entries: [], isStale }]);
  await seedCase(product, { isPublic: true, published: { title: '热水', text: '热水', reply: '已修' } });
}

const notice = {
  kind: 'overdue',
  to: 'asker',
  subject: 'case-1.1',
  at: NOW,
  title: '超期',
  body: '超期',
} as const;

/** Something of any kind with something to tell: the relay reads nothing else of it. */
const telling = (from: Collection<{ _id: string }>, index: number): StepRow => ({
  condition: `relay_notices/${index}`,
  when: `something in ${from.name} has to be told`,
  due: ({ cloud }) => cloud.seed(from.name, [{ _id: 'telling', version: 1, ...toTell, hasNotice: true }]),
  almost: ({ cloud }) => cloud.seed(from.name, [{ _id: 'telling', version: 1, ...toTell, hasNotice: false }]),
  isDone: ({ cloud }) => cloud.read(messages.name).length === 1,
});
const toTell = { notices: [noticeTo('p-lin', sessionAt(NOW))] };

async function message(product: Product, fanOut: 'open' | 'done'): Promise<void> {
  await put(product, mailboxes, { _id: 'p-lin', credits: { preview: 1 }, optOut: [], consents: [] });
  await put(product, messages, messageTo('p-lin', FAR, { fanOut }));
}

const delivering = (state: Delivery['state']): StepRow => {
  const tries = state === 'waiting' ? 0 : 1;
  const seed = async (product: Product, dueAt: number): Promise<void> => {
    product.cloud.weixin.credits.grant('demo-student-lin', templateOf('preview'), 1);
    const told = messageTo('p-lin', NOW - DAY);
    await put(product, messages, told);
    await put(product, deliveries, deliveryOf(told, 'p-lin', { state, dueAt, tries }));
  };
  return {
    condition: 'deliver/0',
    when: `a delivery is ${state} and due`,
    due: (product) => seed(product, NOW),
    almost: (product) => seed(product, NOW + 1),
    isDone: ({ cloud }) =>
      cloud
        .read(deliveries.name)
        .every((delivery) => delivery.state === 'sent' && delivery.tries === tries + 1),
  };
};

async function moved(product: Product, how: 'left' | null): Promise<void> {
  await update(people, { _id: 'p-lin' }, { hasLeft: true, moved: how });
  await put(product, caseJoins, {
    _id: 'case-9:p-lin',
    caseId: 'case-9',
    personId: 'p-lin',
    voice: 'v',
    hasJoined: true,
    isFollowing: true,
    key: 'k',
  });
}

async function uncounted(product: Product, countingSince: number): Promise<void> {
  await seedCase(product, { _id: 'case-9', joins: 0 });
  const voice = {
    caseId: 'case-9',
    personId: 'p-he',
    voice: 'v',
    hasJoined: true,
    isFollowing: true,
    key: 'k',
  };
  await put(product, caseJoins, { _id: 'case-9:p-he', ...voice, countingSince });
}

export const rowsOfCases: readonly StepRow[] = [
  {
    condition: 'finish_cases/0',
    when: 'a voice was not counted a minute ago',
    due: (product) => uncounted(product, NOW - 60_000),
    almost: (product) => uncounted(product, NOW - 60_000 + 1),
    isDone: (product) => stored(product, cases, 'case-9').joins === 1,
  },
  {
    condition: 'settle_moved/0',
    when: 'somebody has left the college',
    due: (product) => moved(product, 'left'),
    almost: (product) => moved(product, null),
    isDone: (product) => !stored(product, caseJoins, 'case-9:p-lin').isFollowing,
  },
  {
    condition: 'mirror_articles/0',
    when: 'the articles were read ten minutes ago',
    due: (product) => article(product, NOW),
    almost: (product) => article(product, NOW + 1),
    isDone: ({ cloud }) => cloud.read(articles.name).length > 0,
  },
  {
    condition: 'keep_case_days/0',
    when: 'the counters of the day were kept five minutes ago',
    due: () => keepLock('case-days', NOW),
    almost: () => keepLock('case-days', NOW + 1),
    isDone: ({ cloud }) => cloud.read(caseDays.name).length > 0,
  },
  {
    condition: 'keep_recurring/0',
    when: 'recurring matters were looked for a day ago',
    due: (product) => matter(product, NOW),
    almost: (product) => matter(product, NOW + 1),
    isDone: (product) => stored(product, matters, 'case-1').sessionId === 'session-1',
  },
  {
    condition: 'reassign_of_dissolved/0',
    when: 'a dissolved department has a case',
    due: (product) => dissolved(product, true),
    almost: (product) => dissolved(product, false),
    isDone: (product) => theCase(product).deskId === null,
  },
  {
    condition: 'escalate/0',
    when: 'the rule book has changed',
    due: (product) => ruleBook(product, NOW),
    almost: (product) => ruleBook(product, NOW + 1),
    isDone: (product) => theCase(product).rulesVersion === 2,
  },
  {
    condition: 'escalate/1',
    when: 'a case is to be looked at',
    due: (product) => seedCase(product, { wakeAt: NOW }),
    almost: (product) => seedCase(product, { wakeAt: NOW + 1 }),
    isDone: (product) => (theCase(product).wakeAt ?? 0) > NOW + HOUR,
  },
  {
    condition: 'ask_about_pictures/0',
    when: 'a picture was not checked',
    due: (product) => picture(product, true),
    almost: (product) => picture(product, false),
    isDone: (product) => theCase(product).pictures.every(({ state }) => state !== 'waiting'),
  },
  {
    condition: 'relay_case_notices/0',
    when: 'a case has something to tell',
    due: (product) => seedCase(product, { notices: [notice], hasNotice: true }),
    almost: (product) => seedCase(product, { notices: [notice], hasNotice: false }),
    isDone: ({ cloud }) => cloud.read(messages.name).length === 1,
  },
  ...[sessions, bookings, questions, minutes, surveys, cards, seatQuestions].map(telling),
  {
    condition: 'fan_out/0',
    when: 'a message was not given to those who asked for it',
    due: (product) => message(product, 'open'),
    almost: (product) => message(product, 'done'),
    isDone: ({ cloud }) => cloud.read(deliveries.name).length === 1,
  },
  delivering('waiting'),
  delivering('sending'),
  delivering('unconfirmed'),
  {
    condition: 'keep_case_index/0',
    when: 'something published has changed',
    due: (product) => index(product, true),
    almost: (product) => index(product, false),
    isDone: ({ cloud }) => cloud.read(caseIndex.name).some(({ _id }) => _id === 'part-0'),
  },
  {
    condition: 'forget_tries/0',
    when: 'somebody who tried to bind has waited long enough',
    due: (product) => put(product, bindAttempts, { _id: 'somebody', tries: 5, until: NOW }),
    almost: (product) => put(product, bindAttempts, { _id: 'somebody', tries: 5, until: NOW + 1 }),
    isDone: ({ cloud }) => cloud.read(bindAttempts.name).length === 0,
  },
  {
    condition: 'forget_waits/0',
    when: 'nobody has to wait any more after an unbinding',
    due: (product) => put(product, bindWaits, { ...oneWait, until: NOW }),
    almost: (product) => put(product, bindWaits, { ...oneWait, until: NOW + 1 }),
    isDone: ({ cloud }) => cloud.read(bindWaits.name).length === 0,
  },
  {
    condition: 'chain_audit/0',
    when: 'an entry of the audit log has settled',
    due: (product) => put(product, audit, entryAt(NOW - SETTLED_MS)),
    almost: (product) => put(product, audit, entryAt(NOW - SETTLED_MS + 1)),
    isDone: ({ cloud }) => cloud.read(audit.name).some(({ link }) => link === 1),
  },
  {
    condition: 'keep_periods/0',
    when: 'the periods were looked after a day ago',
    due: (product) => oldMessage(product, NOW),
    almost: (product) => oldMessage(product, NOW + 1),
    isDone: ({ cloud }) => cloud.read(messages.name).length === 0,
  },
  {
    condition: 'note_complete/0',
    when: 'a complete run was noted ten minutes ago',
    due: () => keepLock('complete_run', NOW),
    almost: () => keepLock('complete_run', NOW + 1),
    isDone: (product) => stored(product, locks, 'complete_run').until > NOW + 1,
  },
  {
    condition: 'forget_codes/0',
    when: 'a code for binding has not been used in its time',
    due: (product) => put(product, bindCodes, { _id: 'p-lin', digest: 'digest', until: NOW }),
    almost: (product) => put(product, bindCodes, { _id: 'p-lin', digest: 'digest', until: NOW + 1 }),
    isDone: ({ cloud }) => cloud.read(bindCodes.name).length === 0,
  },
  {
    condition: 'forget_requests/0',
    when: 'a command was given so long ago that no phone repeats it',
    due: (product) => put(product, requests, { _id: 'request-1', by: 'digest', isDone: true, forgetAt: NOW }),
    almost: (product) =>
      put(product, requests, { _id: 'request-1', by: 'digest', isDone: true, forgetAt: NOW + 1 }),
    isDone: ({ cloud }) => cloud.read(requests.name).length === 0,
  },
  {
    condition: 'keep_passes/0',
    when: 'the month of some passes is over',
    due: (product) => put(product, passMonths, { ...passesOf('2026-10'), state: 'open' }),
    almost: (product) => put(product, passMonths, { ...passesOf('2026-11'), state: 'open' }),
    isDone: ({ cloud }) => cloud.read(passMonths.name).every(({ state }) => state === 'ended'),
  },
  {
    condition: 'keep_passes/1',
    when: 'passes may not be spent any more',
    due: (product) => put(product, passMonths, passesOf('2026-09')),
    almost: (product) => put(product, passMonths, passesOf('2026-10')),
    isDone: ({ cloud }) => cloud.read(passMonths.name).every(({ state }) => state === 'emptied'),
  },
  {
    condition: 'sweep_pictures/0',
    when: 'a picture has waited for a case long enough',
    due: (product) => put(product, uploads, { ...oneUpload, sweepAt: NOW }),
    almost: (product) => put(product, uploads, { ...oneUpload, sweepAt: NOW + 1 }),
    isDone: ({ cloud }) => cloud.read(uploads.name).length === 0,
  },
  {
    condition: 'forget_pieces/0',
    when: 'a piece of a call has waited for the others long enough',
    due: (product) => put(product, requestPieces, { ...onePiece, forgetAt: NOW }),
    almost: (product) => put(product, requestPieces, { ...onePiece, forgetAt: NOW + 1 }),
    isDone: ({ cloud }) => cloud.read(requestPieces.name).length === 0,
  },
];
