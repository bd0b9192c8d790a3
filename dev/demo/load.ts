import { digestOf } from '../../cloudfunctions/core/canonical';
import { type Attendance, attend } from '../../cloudfunctions/core/hall/attendance';
import { isSolvedOnSpot, type Question } from '../../cloudfunctions/core/hall/question';
import type { Person } from '../../cloudfunctions/core/people/person';
import { withoutAccount } from '../../cloudfunctions/core/people/voice';
import { HOUR_MS, instantOf } from '../../cloudfunctions/core/rules/calendar';
import type { Session } from '../../cloudfunctions/core/session/session';
import type { Cloud } from '../cloud';
import { parseDocument } from '../cloud/store/value';
import { templateIds } from '../environment';
import { bookingsOf } from './bookings';
import { boxAndHotline } from './cases';
import { departments, members, roster } from './cast';
import { chance, pick } from './chance';
import { numbered } from './numbering';
import { askedIn } from './questions';
import { ATTENDED, sessions } from './sessions';
import { topicList } from './topics';
import { cannedAnswers, underWay } from './under-way';
import { verdictsOf } from './verdicts';

const STUDENTS = 1400;
const STAFF = 160;
/** When everybody bound their accounts: a week before the first session. */
const BOUND_AT = instantOf('2025-05-29', 9);

/** Loads the demo history into an empty cloud; leaves one that holds anything as it is. */
export async function loadDemo(cloud: Cloud): Promise<void> {
  if (cloud.read('departments').length > 0) return;
  const seed = (collection: string, documents: readonly object[]) =>
    cloud.seed(
      collection,
      documents.map((document) => parseDocument(JSON.stringify(document), 0)),
    );
  const people = roster(STUDENTS, STAFF);
  const parts = new Set(members.map(({ _id }) => _id));
  const bookers = people.filter(({ _id, openid }) => openid !== null && !parts.has(_id));
  const held = sessions();
  const upcoming = held.filter(({ status }) => status === 'previewed');
  await seed('people', people);
  await seed(
    'accounts',
    people.flatMap(({ _id, openid }) => (openid ? [{ _id: openid, personId: _id, boundAt: BOUND_AT }] : [])),
  );
  const booked = upcoming.map((session) => bookingsOf(session, bookers));
  await seed(
    'booking_pools',
    booked.flatMap(({ pools }) => pools),
  );
  await seed(
    'bookings',
    booked.flatMap(({ bookings }) => bookings),
  );
  const came = attendance(held.slice(0, ATTENDED.length), people);
  await seed('attendance', came);
  // Everybody who came was given credentials; the answers were emptied when the results were announced.
  await seed(
    'issue_records',
    came.map(({ _id, sessionId }) => ({
      _id,
      session: sessionId,
      voice: withoutAccount(_id),
      fingerprint: digestOf(_id),
      answer: [],
    })),
  );
  const askers = bookers.map(({ _id }) => _id);
  const asked = askedIn(held.slice(0, ATTENDED.length), askers);
  const counted = withFigures(held, asked.questions);
  const { cases, days } = numbered([...asked.cases, ...boxAndHotline(askers), ...underWay(askers)]);
  const past = verdictsOf(counted.slice(0, ATTENDED.length), asked.questions, cases, came);
  await seed('sessions', counted);
  await seed('minutes', past.minutes);
  await seed('surveys', past.surveys);
  await seed('results', past.results);
  await seed('cards', past.cards);
  await seed('questions', past.questions);
  await seed('cases', cases);
  await seed('case_days', days);
  // Made of the published cases in the first minute.
  await seed('case_index', [{ _id: 'state', entries: [], isStale: true }]);
  await seed('canned_answers', cannedAnswers);
  await seed('case_topics', [topicList]);
  // Everybody of the cast has agreed to one reminder of the preview, so that the first one arrives on the phone.
  const preview = templateIds().preview ?? '';
  const bound = members.flatMap(({ _id, openid }) => (openid ? [{ _id, openid }] : []));
  await seed(
    'mailboxes',
    bound.map(({ _id }) => ({ _id, credits: { preview: 1 }, optOut: [], consents: [] })),
  );
  for (const { openid } of bound) cloud.weixin.credits.grant(openid, preview);
  // Last, because it tells that all of it is there.
  await seed('departments', departments);
}

/** One in so many of those who were there lets it be known. */
const ONE_LISTED_IN = 30;

function attendance(held: ReturnType<typeof sessions>, people: readonly Person[]): Attendance[] {
  const random = chance(15);
  return held.flatMap(({ _id, startsAt }, index) =>
    pick(people, ATTENDED[index] ?? 0, random).map((person, at) => {
      const how = {
        firstAt: startsAt - Math.floor(random() * 0.5 * HOUR_MS),
        method: random() < 0.9 ? ('scan' as const) : ('desk' as const),
        wish: random() < 0.3 ? ('listen' as const) : null,
        entryId: `demo-${_id}-${at}`,
        voice: withoutAccount(`${_id}:${person._id}`),
      };
      return { ...attend(_id, person, how), isListed: at % ONE_LISTED_IN === 0 };
    }),
  );
}

/** A session that has taken place keeps what was counted of it. */
const withFigures = (held: readonly Session[], questions: readonly Question[]): Session[] =>
  held.map((session, index) => {
    const attended = ATTENDED[index];
    if (attended === undefined) return session;
    const asked = questions.filter(({ sessionId }) => sessionId === session._id);
    const solvedOnSpot = asked.filter(isSolvedOnSpot).length;
    return { ...session, figures: { attended, questions: asked.length, solvedOnSpot } };
  });
