import { attendanceId } from '../../cloudfunctions/core/hall/attendance';
import { hallCode, stepAt } from '../../cloudfunctions/core/hall/code';
import type { Hall } from '../../cloudfunctions/core/hall/hall';
import { type Survey, scheduledSurvey, surveyId } from '../../cloudfunctions/core/survey/survey';
import type { SlotKeyPair } from '../../cloudfunctions/platform/ballots/credential-keys';
import type { Cloud } from '../cloud/index';
import type { Phone } from './phone';

/** The side that knows who you are, as a town meets it. */
export interface Office {
  /** Id of the survey that ballots are cast into. */
  survey: string;
  /** Before the doors open. */
  prepare(): Promise<void>;
  /** One person comes in; answers the blind signatures. */
  checkIn(phone: Phone, blinded: string[], serials?: string[]): Promise<unknown>;
  /** The survey begins. */
  open(): Promise<void>;
  /** One person opens the app; an office may keep that. */
  visit(phone: Phone): Promise<void>;
  close(): Promise<void>;
}

export interface OfficeOptions {
  cloud: Cloud;
  session: string;
  slots: readonly number[];
  pairs: readonly SlotKeyPair[];
  keySet: string;
  startsAt: number;
  /** Observers open the ratings. */
  areRatingsSealed: boolean;
}

const OFFICE = 'o-9999-9999';

/** dev/attack/roll: only what touches the secret, so that it can be built wrong on purpose. */
export function plainOffice({ cloud, session, slots }: OfficeOptions): Office {
  const call = (data: object, openid = OFFICE) => cloud.call('roll', { session, ...data }, { openid });
  return {
    survey: session,
    prepare: async () => undefined,
    checkIn: ({ openid }, blinded, serials) => call({ action: 'checkIn', blinded, serials }, openid),
    open: async () => void (await call({ action: 'open', slots })),
    visit: async ({ openid }) => void (await call({ action: 'visit' }, openid)),
    close: async () => void (await call({ action: 'close', slots })),
  };
}

/** The product's own `hall` and `survey` functions, from check-in to sealing, with an office that logs who opens the app. */
export function productOffice(options: OfficeOptions): Office {
  const { cloud, session, slots, pairs, keySet, startsAt, areRatingsSealed } = options;
  const plain = plainOffice({ ...options, session: surveyId(session, 1) });
  let requests = 0;
  const ask = async (action: string, input: object, openid: string): Promise<unknown> => {
    const requestId = `attack-${String(++requests).padStart(8, '0')}`;
    const answer = Object(
      await cloud.call(action.split('.')[0] ?? '', { action, requestId, input }, { openid }),
    );
    if (answer.ok !== true) throw new Error(`${action} answered ${JSON.stringify(answer.error)}`);
    return answer.data;
  };
  return {
    ...plain,
    survey: surveyId(session, 1),
    async prepare() {
      const hall: Hall = {
        _id: session,
        secret: '5e'.repeat(32),
        currentId: null,
        closing: 'open',
        closedBy: '',
      };
      await cloud.seed('halls', [{ ...hall }]);
      await cloud.seed('sessions', [
        {
          _id: session,
          number: 16,
          startsAt,
          status: 'live',
          plan: { venue: '报告厅' },
          version: 1,
          history: [],
          notices: [],
        },
      ]);
      await cloud.seed('people', [person('office', OFFICE, ['office'])]);
    },
    async checkIn({ openid }, blinded) {
      const code = hallCode('5e'.repeat(32), session, stepAt(cloud.clock.now()));
      const data = Object(await ask('hall.checkIn', { sessionId: session, code, blinded }, openid));
      return data.issue?.signatures;
    },
    async open() {
      const now = cloud.clock.now();
      const survey: Survey = {
        ...scheduledSurvey(
          {
            sessionId: session,
            sessionNumber: 16,
            round: 1,
            heldWith: session,
            opensAt: now,
            closesAt: now + 7 * 86_400_000,
            keySet,
            rulesVersion: 1,
          },
          { actor: 'system', now, requestId: 'attack' },
        ),
        state: 'open',
        isRollFrozen: true,
        hasShards: true,
        eligible: cloud.read('attendance').length,
        rollFingerprint: '0'.repeat(64),
        ballotSlots: slots.map((slot) => ({ slot, publicKey: pairs[slot]?.publicKey ?? '' })),
        items: slots.map((slot) => item(slot)),
        ...(areRatingsSealed ? { areRatingsSealed } : {}),
      };
      await plain.open();
      await cloud.call('roll', { action: 'putSurvey', session: survey._id, survey }, { openid: OFFICE });
    },
    async visit(phone) {
      await plain.visit(phone);
      await ask('survey.mine', {}, phone.openid);
      await ask('survey.get', { sessionId: session }, phone.openid);
    },
    async close() {
      await ask('survey.close', { sessionId: session, reason: '试验' }, OFFICE);
    },
  };
}

/** One entry of the roster, as the product keeps it. */
export const person = (id: string, openid: string, roles: string[] = []) => ({
  _id: id,
  openid,
  number: `2023-${openid}`,
  name: `同学${id}`,
  kind: 'student',
  unit: '软件学院',
  roles: roles.map((role) => ({ role })),
  hasLeft: false,
  absentFrom: null,
});

const item = (slot: number): Survey['items'][number] => ({
  slot,
  kind: 'first',
  questionId: `q${slot}`,
  title: `问题${slot}`,
  asked: '',
  answered: '',
  answeredBy: '',
  departmentId: `d${slot % 5}`,
  departmentName: `部门${slot % 5}`,
  coDepartmentNames: [],
  category: 'teaching',
  outcome: 'on_spot',
  progress: '',
  caseId: null,
  promisedFor: null,
  isDue: true,
});

/** Who was checked in first, and so on. */
export const checkInOrder = (cloud: Cloud, session: string, phones: readonly Phone[]): string[] => {
  const plain = cloud.read('town_check_ins').map(({ openid }) => String(openid));
  if (plain.length > 0) return plain;
  const attended = cloud.read('attendance').map(({ _id }) => String(_id));
  return attended.flatMap(
    (id) => phones.find(({ personId }) => attendanceId(session, personId) === id)?.openid ?? [],
  );
};
