import { type BallotShard, gather, placeOf } from '../../cloudfunctions/core/survey/ballot-box';
import { ballotText } from '../../miniprogram/ballot/caster';
import { keySetFingerprint, readSlotKey } from '../../miniprogram/ballot/public-key';
import { serialHash } from '../../miniprogram/ballot/receipt';
import { castable, type Wallet } from '../../miniprogram/ballot/wallet';
import { BALLOT_ANSWERS } from '../../miniprogram/shared/ballot';
import type { Rating } from '../../miniprogram/shared/rating';
import { atOnce } from '../booking/crowd';
import { answer, INSTANCES, openSurvey, phone, post, SURVEY, survey } from './box-cloud';

type Town = Awaited<ReturnType<typeof openSurvey>>;
let town: Town;
let wallet: Wallet;
beforeAll(async () => {
  town = await openSurvey(3);
  wallet = await phone(town);
});
afterAll(() => town.stop());

const cast = (slot: number, rating: Rating, held = wallet, id = SURVEY) =>
  answer(town.cloud, ballotText(id, held, slot, rating));

/** Every ballot in the box, by id of survey. */
function inBox(id = SURVEY) {
  const shards = town.cloud.read('ballots') as unknown as BallotShard[];
  return gather(shards.filter((shard) => shard.survey === id)).flatMap(({ slot, ballots }) =>
    ballots.map((ballot) => ({ slot, ...ballot })),
  );
}

describe('the ballot box', () => {
  it('counts a ballot, and the last rating of a serial', async () => {
    expect(await cast(0, 'satisfied')).toBe('counted');
    expect(await cast(0, 'very_dissatisfied')).toBe('counted');
    const { serial, signature } = castable(wallet, 0) ?? {};
    expect(inBox().filter(({ slot }) => slot === 0)).toEqual([{ slot: 0, serial, signature, rating: '5' }]);
  });

  it('says counted again when the very same ballot comes again', async () => {
    expect(await cast(1, 'satisfied')).toBe('counted');
    expect(await cast(1, 'satisfied')).toBe('counted');
    expect(inBox().filter(({ slot }) => slot === 1)).toHaveLength(1);
  });

  it('keeps one of two ratings of one serial that arrive at the same instant', async () => {
    const other = await phone(town);
    const answers = await Promise.all([cast(2, 'satisfied', other), cast(2, 'dissatisfied', other)]);
    expect(answers).toEqual(['counted', 'counted']);
    const serial = castable(other, 2)?.serial;
    expect(inBox().filter((ballot) => ballot.serial === serial)).toHaveLength(1);
  });

  it.each<
    [label: string, answer: keyof typeof BALLOT_ANSWERS, change: (ballot: Record<string, unknown>) => unknown]
  >([
    ['a wrong signature', 'signature_invalid', (ballot) => ({ ...ballot, signature: `${'A'.repeat(342)}` })],
    ['the signature of another question', 'signature_invalid', (ballot) => ({ ...ballot, slot: '01' })],
    [
      'another serial under a good signature',
      'signature_invalid',
      (ballot) => ({ ...ballot, serial: 'A'.repeat(86) }),
    ],
    ['a question that is not in the survey', 'slot_unknown', (ballot) => ({ ...ballot, slot: '17' })],
    ['an unknown survey', 'survey_unknown', (ballot) => ({ ...ballot, survey: '1999-01.1' })],
    ['a slot beyond all credentials', 'malformed', (ballot) => ({ ...ballot, slot: '40' })],
    ['a rating that does not exist', 'malformed', (ballot) => ({ ...ballot, rating: '6' })],
    ['a field too many', 'malformed', (ballot) => ({ ...ballot, openid: 'o-1' })],
    ['a field too few', 'malformed', ({ rating: _rating, ...rest }) => rest],
    ['a serial too short', 'malformed', (ballot) => ({ ...ballot, serial: 'AAAA' })],
    ['a second spelling of a serial', 'malformed', (ballot) => ({ ...ballot, serial: `${'A'.repeat(85)}B` })],
    ['an operator of the database', 'malformed', (ballot) => ({ ...ballot, survey: { $ne: '' } })],
    ['a list', 'malformed', () => []],
  ])('answers %s with %s', async (_label, wanted, change) => {
    const before = inBox().length;
    const ballot: unknown = JSON.parse(ballotText(SURVEY, wallet, 0, 'satisfied'));
    expect(await answer(town.cloud, JSON.stringify(change(Object(ballot))))).toBe(wanted);
    expect(inBox()).toHaveLength(before);
  });

  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['a megabyte', 'x'.repeat(1_000_000)],
  ])('answers %s with malformed', async (_label, body) => {
    expect(await answer(town.cloud, body)).toBe('malformed');
  });

  it('answers a request that is no POST with malformed', async () => {
    const reply = await town.cloud.http('ballot', { method: 'GET' });
    expect(JSON.parse(String(reply.body))).toEqual({ answer: 'malformed' });
  });

  it('gives every answer the same status and length', async () => {
    const good = ballotText(SURVEY, wallet, 0, 'satisfied');
    const texts = [
      good,
      good.replace(SURVEY, '1999-01.1'),
      good.replace('"00"', '"17"'),
      '{',
      good.replace('"00"', '"02"'),
    ];
    const replies = await Promise.all(texts.map((text) => post(town.cloud, text)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(replies.map(({ text }) => text.length)).size).toBe(1);
    const longest = Math.max(
      ...Object.keys(BALLOT_ANSWERS).map((each) => JSON.stringify({ answer: each }).length),
    );
    expect(replies[0]?.text.length).toBeGreaterThanOrEqual(longest);
  });

  it('prints nothing, whatever it is sent and whatever the headers say', async () => {
    await post(town.cloud, ballotText(SURVEY, wallet, 0, 'satisfied'), {
      'x-forwarded-for': '10.1.2.3',
      cookie: 'who=me',
    });
    await post(town.cloud, '{', { 'x-wx-openid': 'o-1' });
    expect(town.cloud.logs().filter(({ functionName }) => functionName === 'ballot')).toEqual([]);
  });

  it('needs one round trip for a ballot once it knows the survey, and never more than two', async () => {
    const first = await town.cloud.countRoundTrips(() => cast(0, 'fairly_satisfied'));
    expect(first.count).toBe(1);
    const again = await town.cloud.countRoundTrips(() => cast(0, 'fairly_satisfied'));
    expect(again.count).toBeLessThanOrEqual(2);
    const unknown = await town.cloud.countRoundTrips(() => cast(0, 'satisfied', wallet, '1999-01.1'));
    expect(unknown.count).toBe(1);
  });

  it('turns a thousand forged ballots away without asking the database, and counts the true ones among them', async () => {
    const forged = Array.from({ length: 1000 }, (_, index) => {
      const ballot: unknown = JSON.parse(ballotText(SURVEY, wallet, 0, 'very_dissatisfied'));
      return JSON.stringify({ ...Object(ballot), serial: `${String(index).padStart(85, 'f')}A` });
    });
    const phones = await Promise.all(Array.from({ length: 10 }, () => phone(town)));
    const before = inBox().length;
    const { result, count } = await town.cloud.countRoundTrips(() =>
      // As many at once as there are processes, twice over; a thousand connections would test this machine.
      atOnce([...forged.entries()], 2 * INSTANCES, async ([index, text]) => {
        const honest = index % 100 === 50 ? phones[(index - 50) / 100] : undefined;
        const said = [answer(town.cloud, text)];
        if (honest) said.push(cast(1, 'satisfied', honest));
        return Promise.all(said);
      }),
    );
    const of = (wanted: string) => result.flat().filter((said) => said === wanted).length;
    expect([of('signature_invalid'), of('counted')]).toEqual([1000, 10]);
    // One for each true ballot; a process that the flood itself called up reads the survey once.
    expect(count).toBeLessThanOrEqual(10 + INSTANCES);
    expect(inBox()).toHaveLength(before + 10);
  });
});

describe('turnout', () => {
  it('is counted per question, without a look at any rating', async () => {
    const perSlot: unknown = await town.cloud.call(
      'roll',
      { action: 'turnout', session: SURVEY },
      { openid: 'office' },
    );
    const wanted = [0, 1, 2].map((slot) => inBox().filter((ballot) => ballot.slot === slot).length);
    expect(Array.isArray(perSlot) ? [...perSlot].sort() : perSlot).toEqual(wanted.sort());
  });
});

describe('the keys of a session', () => {
  it('are made in slices, published when complete, and stay what they are', async () => {
    const make = () =>
      town.cloud.call('roll', { action: 'makeKeys', session: '2026-12' }, { openid: 'office' });
    expect(await make()).toBe(false);
    expect(town.cloud.read('session_keys')).toEqual([]);
    expect(await make()).toBe(true);
    const [published] = town.cloud.read('session_keys');
    const keys = Array.isArray(published?.keys)
      ? published.keys.map((key, slot) => readSlotKey(slot, String(key)))
      : [];
    expect(keys).toHaveLength(40);
    expect(published?.keySet).toBe(keySetFingerprint(keys));
    expect(JSON.stringify(published)).not.toContain('privateKey');
    expect(await make()).toBe(true);
    expect(town.cloud.read('credential_keys')).toHaveLength(40);
  });
});

describe('the close', () => {
  const CLOSING = '2026-10.1';
  const freeze = async () => {
    await town.cloud.call('roll', { action: 'freeze', session: CLOSING }, { openid: 'office' });
  };
  it('counts every ballot in flight or tells it that it was not counted', async () => {
    const { cloud, pairs } = town;
    await cloud.call(
      'roll',
      { action: 'seedSurvey', session: CLOSING, publicKeys: pairs.map(({ publicKey }) => publicKey) },
      { openid: 'office' },
    );
    const phones = await Promise.all(Array.from({ length: 40 }, () => phone(town)));
    const sent = phones.flatMap((held) => [0, 1, 2].map((slot) => ({ held, slot })));
    const castAll = (ballots: typeof sent) =>
      Promise.all(ballots.map(({ held, slot }) => cast(slot, 'satisfied', held, CLOSING)));
    // One part is in before the office closes, one on its way meanwhile, one comes afterwards.
    const before = await castAll(sent.slice(0, 30));
    const [, during] = await Promise.all([freeze(), castAll(sent.slice(30, 90))]);
    const after = await castAll(sent.slice(90));
    const answers = [...before, ...during, ...after];
    const held = new Set(inBox(CLOSING).map(({ serial }) => serial));
    answers.forEach((each, index) => {
      const ballot = sent[index];
      const serial = ballot && castable(ballot.held, ballot.slot)?.serial;
      expect(['counted', 'survey_closed', 'again']).toContain(each);
      expect(held.has(serial ?? '')).toBe(each === 'counted');
    });
    expect(new Set(before)).toEqual(new Set(['counted']));
    expect(new Set(after)).toEqual(new Set(['survey_closed']));
  });

  it('afterwards says closed, but counted to a phone whose answer was lost', async () => {
    const [counted] = inBox(CLOSING);
    if (!counted) throw new Error('the box is empty');
    const { slot, serial, signature, rating } = counted;
    const again = JSON.stringify({ survey: CLOSING, slot: `0${slot}`, serial, signature, rating });
    expect(await answer(town.cloud, again)).toBe('counted');
    const changed = JSON.stringify({ survey: CLOSING, slot: `0${slot}`, serial, signature, rating: '5' });
    expect(await answer(town.cloud, changed)).toBe('survey_closed');
    expect(inBox(CLOSING).find((ballot) => ballot.serial === serial)?.rating).toBe(rating);
  });

  it.each([
    ['scheduled', 'survey_unknown'],
    ['closing', 'survey_closed'],
    ['sealed', 'survey_closed'],
    ['announced', 'survey_closed'],
  ])('a survey that is %s takes no ballots: %s', async (state, wanted) => {
    const id = `2026-09.${state}`;
    await town.cloud.seed('surveys', [survey(id, state, town.pairs)]);
    expect(await cast(0, 'satisfied', wallet, id)).toBe(wanted);
  });
});

describe('a place in the box', () => {
  it('follows from the serial alone', () => {
    const id = serialHash(SURVEY, 3, 'serial');
    expect(placeOf(SURVEY, 3, id).shard).toMatch(/^2026-11\.1:03:[0-9a-f]{2}$/);
    expect(placeOf(SURVEY, 3, id).cell).toBe(id.slice(2, 3));
  });
});
