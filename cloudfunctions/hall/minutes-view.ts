import type { OutputOf } from '../contract/action';
import type { hallContract } from '../contract/hall';
import type { Minutes } from '../core/hall/minutes';
import type { Question } from '../core/hall/question';
import { findings, nameCandidates, type Passage } from '../core/hall/redaction';
import type { Session } from '../core/session/session';
import { chunks } from '../platform/call/parallel';
import { people } from '../platform/database/collections';
import { _, find } from '../platform/database/store';

type Draft = NonNullable<OutputOf<(typeof hallContract)['hall.minutesDraft']>['draft']>;

/** The draft as the office's page shows it, with everything that should be looked at before release. */
export async function shownDraft(
  minutes: Minutes,
  session: Session,
  asked: readonly Question[],
  now: number,
): Promise<Draft> {
  const [found, [saver]] = await Promise.all([
    findingsIn(minutes, session, asked),
    find(people, { _id: minutes.savedBy }, { limit: 1, fields: ['name'] }),
  ]);
  return {
    sessionId: minutes._id,
    number: minutes.sessionNumber,
    state: minutes.state,
    version: minutes.version,
    preface: minutes.preface,
    items: minutes.items,
    findings: found,
    savedAt: minutes.savedAt,
    savedBy: saver?.name ?? '',
    dueAt: minutes.dueAt,
    isLate: minutes.isLate || (minutes.state === 'draft' && now > minutes.dueAt),
    publishedAt: minutes.publishedAt,
  };
}

type Text = Pick<Minutes, 'preface' | 'items'>;

const IN_ONE_LOOK = 500;

/**
 * Names of the roster, numbers and addresses in what is about to be public. Whoever sat at the table and answered is
 * public by office; whoever asked is not, even where the roster has forgotten them. Two or three round trips.
 */
export async function findingsIn(text: Text, session: Session, asked: readonly Question[]) {
  const passages = passagesOf(text);
  const open = [
    session.plan.chair.name,
    ...session.plan.attendees.map(({ name }) => name),
    ...asked.map(({ answeredBy }) => answeredBy),
  ];
  const candidates = nameCandidates(passages.map(({ text: words }) => words));
  const askers = asked.flatMap(({ askerId }) => askerId ?? []);
  const known = await Promise.all([
    askers.length === 0 ? [] : find(people, { _id: _.in(askers) }, { limit: 200, fields: ['name'] }),
    ...chunks(candidates, IN_ONE_LOOK).map((names) =>
      find(people, { name: _.in(names) }, { limit: 1000, fields: ['name'] }),
    ),
  ]);
  return findings(
    passages,
    known.flat().map(({ name }) => name),
    open,
  );
}

/** Everything that would be public; what is left out need not be looked through. */
function passagesOf({ preface, items }: Text): Passage[] {
  return [
    { questionId: '', field: 'preface', text: preface },
    ...items
      .filter(({ isLeftOut }) => !isLeftOut)
      .flatMap(({ questionId, title, body, answer }): Passage[] => [
        { questionId, field: 'title', text: title },
        { questionId, field: 'body', text: body },
        { questionId, field: 'answer', text: answer },
      ]),
  ];
}
