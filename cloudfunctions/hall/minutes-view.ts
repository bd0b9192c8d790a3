import type { OutputOf } from '../contract/action';
import type { hallContract } from '../contract/hall';
import { answererNames } from '../core/hall/answers';
import type { Minutes } from '../core/hall/minutes';
import type { Question } from '../core/hall/question';
import type { Passage } from '../core/hall/redaction';
import { namesAtTable, presentInWords } from '../core/session/presence';
import type { Session } from '../core/session/session';
import { people } from '../platform/database/collections';
import { find } from '../platform/database/store';
import { lookThrough } from './gate';

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
    present: presentInWords(session),
    findings: found,
    savedAt: minutes.savedAt,
    savedBy: saver?.name ?? '',
    dueAt: minutes.dueAt,
    isLate: minutes.isLate || (minutes.state === 'draft' && now > minutes.dueAt),
    publishedAt: minutes.publishedAt,
  };
}

type Text = Pick<Minutes, 'preface' | 'items'>;

/**
 * Names of the roster, numbers and addresses in what is about to be public. Whoever sat at the table and answered is
 * public by office; whoever asked is not, even where the roster has forgotten them.
 */
export const findingsIn = (text: Text, session: Session, asked: readonly Question[]) =>
  lookThrough({
    passages: passagesOf(text),
    open: [...namesAtTable(session), ...asked.flatMap(answererNames)],
    askerIds: asked.flatMap(({ askerId }) => askerId ?? []),
  });

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
