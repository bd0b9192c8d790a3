import { type BallotShard, gather, placeOf } from '../../cloudfunctions/core/survey/ballot-box';
import { boxKeysOf, envelopeFor, postSealed } from '../../dev/sealed-post';
import { isReceiptOf } from '../../miniprogram/ballot/box-receipt';
import { ballotText } from '../../miniprogram/ballot/caster';
import { sealEnvelope } from '../../miniprogram/ballot/envelope';
import { keySetFingerprint, readRsaKey, readSlotKey } from '../../miniprogram/ballot/public-key';
import { serialHash } from '../../miniprogram/ballot/receipt';
import { castable, type Wallet } from '../../miniprogram/ballot/wallet';
import { BALLOT_ANSWERS } from '../../miniprogram/shared/ballot';
import { type EnvelopeKind, WIRE_BYTES } from '../../miniprogram/shared/envelope';
import type { Rating } from '../../miniprogram/shared/rating';
import { atOnce } from '../booking/crowd';
import { answer, INSTANCES, openSurvey, phone, plainAnswer, post, SURVEY, survey } from './box-cloud';
import { trueRandom } from './signer';

type Town = Awaited<ReturnType<typeof openSurvey>>;
let town: Town;
let wallet: Wallet;
beforeAll(async () => {
  town = await openSurvey(3);
  wallet = await phone(town);
});
afterAll(() => town.stop());

const cast = (slot: number, rating: Rating, held = wallet, id = SURVEY, revision = 1) =>
  answer(town.cloud, ballotText(id, held, slot, rating, revision));

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
    expect(await cast(0, 'very_dissatisfied', wallet, SURVEY, 2)).toBe('counted');
    const { serial, signature } = castable(wallet, 0) ?? {};
    expect(inBox().filter(({ slot }) => slot === 0)).toEqual([{ slot: 0, serial, signature, rating: '5' }]);
  });

  it('says counted again when the very same ballot comes again', async () => {
    expect(await cast(1, 'satisfied')).toBe('counted');
    expect(await cast(1, 'satisfied')).toBe('counted');
    expect(inBox().filter(({ slot }) => slot === 1)).toHaveLength(1);
  });

  const heldOf = (other: Wallet, slot: number) => {
    const serial = castable(other, slot)?.serial;
    return inBox().filter((ballot) => ballot.serial === serial);
  };

  it('keeps the later of two revisions that arrive at the same instant', async () => {
    const other = await phone(town);
    const answers = await Promise.all([
      cast(2, 'satisfied', other),
      cast(2, 'dissatisfied', other, SURVEY, 2),
    ]);
    expect(answers[1]).toBe('counted');
    expect(['counted', 'superseded']).toContain(answers[0]);
    expect(heldOf(other, 2)).toMatchObject([{ rating: '4' }]);
  });

  it('never lets an older revision beat a newer one, however late it comes', async () => {
    const other = await phone(town);
    for (const [rating, revision, wanted] of [
      ['satisfied', 1, 'counted'],
      ['dissatisfied', 5, 'counted'], // the revisions between were lost on the way
      ['satisfied', 1, 'superseded'],
      ['very_satisfied', 4, 'superseded'],
      ['very_satisfied', 5, 'superseded'],
      ['dissatisfied', 5, 'counted'],
      ['very_satisfied', 16, 'counted'],
    ] as const)
      expect(await cast(2, rating, other, SURVEY, revision)).toBe(wanted);
    expect(heldOf(other, 2)).toMatchObject([{ rating: '1' }]);
  });

  it('takes no rating from whoever has read the box, or a ballot on its way', async () => {
    const other = await phone(town);
    const sent: Record<string, unknown> = JSON.parse(ballotText(SURVEY, other, 2, 'satisfied', 2));
    expect(await answer(town.cloud, JSON.stringify(sent))).toBe('counted');
    for (const revision of ['01', '03', '16'])
      expect(await answer(town.cloud, JSON.stringify({ ...sent, rating: '5', revision }))).toBe(
        'signature_invalid',
      );
    expect(await answer(town.cloud, JSON.stringify({ ...sent, rating: '5' }))).toBe('superseded');
    // From a proof that was seen, the earlier ones follow; they come too late.
    const [first] = [JSON.parse(ballotText(SURVEY, other, 2, 'very_dissatisfied', 1))];
    expect(await answer(town.cloud, JSON.stringify(first))).toBe('superseded');
    expect(heldOf(other, 2)).toMatchObject([{ rating: '2' }]);
    // Nothing in the box helps to make the next.
    expect(JSON.stringify(town.cloud.read('ballots'))).not.toContain(String(sent.proof));
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
    ['revision 0', 'malformed', (ballot) => ({ ...ballot, revision: '00' })],
    ['a revision beyond the chain', 'malformed', (ballot) => ({ ...ballot, revision: '17' })],
    [
      'another revision under the same proof',
      'signature_invalid',
      (ballot) => ({ ...ballot, revision: '02' }),
    ],
    ['a proof of its own', 'signature_invalid', (ballot) => ({ ...ballot, proof: `${'A'.repeat(42)}A` })],
    ['a second spelling of a proof', 'malformed', (ballot) => ({ ...ballot, proof: `${'A'.repeat(42)}B` })],
  ])('answers %s with %s', async (_label, wanted, change) => {
    const before = inBox().length;
    const ballot: unknown = JSON.parse(ballotText(SURVEY, wallet, 0, 'satisfied'));
    expect(await answer(town.cloud, JSON.stringify(change(Object(ballot))))).toBe(wanted);
    expect(inBox()).toHaveLength(before);
  });

  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['as much as the platform lets through', 'x'.repeat(100 * 1024)],
  ])('answers %s with malformed', async (_label, body) => {
    expect(await plainAnswer(town.cloud, body)).toBe('malformed');
  });

  it('never sees a megabyte: the platform refuses it', async () => {
    const reply = await town.cloud.http('ballot', { method: 'POST', body: 'x'.repeat(1_000_000) });
    expect([reply.status, String(reply.body)]).toEqual([413, expect.stringContaining('EXCEED_MAX')]);
  });

  it('answers a request that is no POST with malformed', async () => {
    const reply = await town.cloud.http('ballot', { method: 'GET' });
    expect(JSON.parse(String(reply.body))).toEqual({ answer: 'malformed' });
  });

  const sealed = (text: string, kind: EnvelopeKind = 'ballot') => envelopeFor(town.cloud, kind, text);

  it('gives every answer the same status and length, and says nothing in plain words to whoever could seal', async () => {
    const good = ballotText(SURVEY, wallet, 0, 'satisfied');
    const texts = [
      good,
      good.replace('"00"', '"17"'),
      good.replace('"00"', '"02"'),
      good.replace('"2"', '"6"'),
    ];
    const envelopes = await Promise.all(texts.map((text) => sealed(text)));
    const strange = await sealed(good.replace(SURVEY, '1999-01.1'));
    const bodies = [...envelopes.map(({ body }) => body), strange.body, '{'];
    expect(new Set(bodies.slice(0, 5).map((body) => Buffer.byteLength(body)))).toEqual(new Set([WIRE_BYTES]));
    const replies = await Promise.all(bodies.map((body) => post(town.cloud, body)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(replies.map(({ text }) => text.length)).size).toBe(1);
    expect(replies.map(({ text }) => Object.keys(JSON.parse(text)).join())).toEqual([
      ...envelopes.map(() => 'reply'),
      'answer',
      'answer',
    ]);
    for (const [at, { open }] of envelopes.entries())
      expect(Object.keys(BALLOT_ANSWERS)).toContain(JSON.parse(open(replies[at]?.text ?? '') ?? '{}').answer);
  });

  it('takes no ballot but in an envelope, in its own kind, to its own survey', async () => {
    const text = ballotText(SURVEY, await phone(town), 1, 'satisfied');
    const before = inBox().length;
    const { body } = await sealed(text);
    const request = JSON.parse(body);
    const touched = (change: (bytes: Buffer) => Buffer) =>
      JSON.stringify({
        ...request,
        envelope: change(Buffer.from(request.envelope, 'base64url')).toString('base64url'),
      });
    for (const sent of [
      text,
      (await sealed(text, 'remark')).body,
      touched((bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])])),
      touched((bytes) => bytes.subarray(0, -1)),
      touched((bytes) => Buffer.concat([bytes, Buffer.alloc(1)])),
      JSON.stringify({ ...request, more: 1 }),
      `${body} `,
      Buffer.from(body).toString('base64'),
    ])
      expect(await plainAnswer(town.cloud, sent)).toBe('malformed');
    expect(inBox()).toHaveLength(before);
    expect(Object.keys(JSON.parse((await post(town.cloud, body)).text))).toEqual(['reply']);
    expect(inBox()).toHaveLength(before + 1);
  });

  it('takes nothing out of an envelope that is no ballot, or one for another survey', async () => {
    const held = await phone(town);
    const inside = JSON.parse(ballotText(SURVEY, held, 1, 'satisfied'));
    const to = {
      kind: 'ballot',
      survey: SURVEY,
      key: readRsaKey(boxKeysOf(town.cloud, SURVEY).envelopeKey),
    } as const;
    for (const text of [JSON.stringify({ ...inside, survey: '2026-12.1' }), '[]', 'null', '{', '']) {
      const { body, open } = await sealEnvelope(to, text, trueRandom);
      expect(open((await post(town.cloud, body)).text)).toBe('{"answer":"malformed"}');
    }
  });

  it('signs that it has a ballot, the same on every repeat, and for nothing that it has not', async () => {
    const held = await phone(town);
    const said = async (revision: number, rating: Rating) =>
      Object((await postSealed(town.cloud, 'ballot', ballotText(SURVEY, held, 2, rating, revision))).said);
    const id = serialHash(SURVEY, 2, castable(held, 2)?.serial ?? '');
    const key = readRsaKey(boxKeysOf(town.cloud, SURVEY).receiptKey);
    const first = await said(1, 'satisfied');
    expect(first.answer).toBe('counted');
    const receipt = { survey: SURVEY, id, revision: 1, signature: first.receipt };
    expect(isReceiptOf(key, receipt)).toBe(true);
    // The answer was lost between the write and the phone.
    expect(await said(1, 'satisfied')).toEqual(first);
    const second = await said(2, 'dissatisfied');
    expect(isReceiptOf(key, { ...receipt, revision: 2, signature: second.receipt })).toBe(true);
    expect(await said(1, 'satisfied')).toEqual({ answer: 'superseded' });
    for (const changed of [
      { survey: '2026-12.1' },
      { id: 'ab'.repeat(32) },
      { revision: 2 },
      { signature: second.receipt },
      { signature: `${first.receipt.slice(0, -1)}${first.receipt.endsWith('A') ? 'B' : 'A'}` },
      { signature: '' },
    ])
      expect(isReceiptOf(key, { ...receipt, ...changed })).toBe(false);
  });

  it('prints nothing, whatever it is sent and whatever the headers say', async () => {
    await post(town.cloud, (await sealed(ballotText(SURVEY, wallet, 0, 'satisfied'))).body, {
      'x-forwarded-for': '10.1.2.3',
      cookie: 'who=me',
    });
    await post(town.cloud, '{', { 'x-wx-openid': 'o-1' });
    expect(town.cloud.logs().filter(({ functionName }) => functionName === 'ballot')).toEqual([]);
  });

  it('needs one round trip for a ballot once it knows the survey, and never more than two', async () => {
    const change = () => cast(0, 'fairly_satisfied', wallet, SURVEY, 9);
    const first = await town.cloud.countRoundTrips(change);
    expect(first.count).toBe(1);
    const again = await town.cloud.countRoundTrips(change);
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
    let again = 0;
    // A process that cannot read the survey at this moment says so, and a phone comes again.
    const until = async (send: () => Promise<string>): Promise<string> => {
      for (;;) {
        const said = await send();
        if (said !== 'again') return said;
        again++;
      }
    };
    const { result, count } = await town.cloud.countRoundTrips(() =>
      // As many at once as there are processes, twice over; a thousand connections would test this machine.
      atOnce([...forged.entries()], 2 * INSTANCES, async ([index, text]) => {
        const honest = index % 100 === 50 ? phones[(index - 50) / 100] : undefined;
        const said = [until(() => answer(town.cloud, text))];
        if (honest) said.push(until(() => cast(1, 'satisfied', honest)));
        return Promise.all(said);
      }),
    );
    const of = (wanted: string) => result.flat().filter((said) => said === wanted).length;
    expect([of('signature_invalid'), of('counted')]).toEqual([1000, 10]);
    // One for each true ballot; a process that the flood itself called up reads the survey once.
    expect(count).toBeLessThanOrEqual(10 + INSTANCES + again);
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
  const sentFrom: Wallet[] = [];
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
    sentFrom.push(...phones);
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
    const held = await phone(town);
    const text = (revision: number, rating: Rating) => ballotText(CLOSING, held, 0, rating, revision);
    expect(await answer(town.cloud, text(1, 'satisfied'))).toBe('survey_closed');
    const [counted] = inBox(CLOSING);
    const owner = sentFrom.find((each) => castable(each, counted?.slot ?? 0)?.serial === counted?.serial);
    if (!counted || !owner) throw new Error('the box is empty');
    expect(await cast(counted.slot, 'satisfied', owner, CLOSING)).toBe('counted');
    expect(await cast(counted.slot, 'very_dissatisfied', owner, CLOSING, 2)).toBe('survey_closed');
    const after = inBox(CLOSING).find(({ serial }) => serial === counted.serial);
    expect(after?.rating).toBe(counted.rating);
  });

  it.each([
    ['scheduled', 'survey_unknown'],
    ['closing', 'survey_closed'],
    ['sealed', 'survey_closed'],
    ['announced', 'survey_closed'],
  ])('a survey that is %s takes no ballots: %s', async (state, wanted) => {
    const id = `2026-09.${state}`;
    await town.cloud.seed('surveys', [survey(id, state, town.pairs)]);
    if (state === 'closing') {
      const [keys] = town.cloud.read('box_keys');
      await town.cloud.seed('box_keys', [{ ...keys, _id: id }]);
    }
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
