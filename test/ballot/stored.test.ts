import { newQueue, readQueue, writeQueue } from '../../miniprogram/ballot/cast-queue';
import { serialHash, settleAgainst } from '../../miniprogram/ballot/receipt';
import type { Credential, Wallet } from '../../miniprogram/ballot/wallet';
import {
  acceptSignatures,
  blindedInputs,
  castable,
  markCast,
  newWallet,
} from '../../miniprogram/ballot/wallet';
import { readWallet, writeWallet } from '../../miniprogram/ballot/wallet-text';

// What lies in the phone's storage is read without believing it.

const SURVEY = '2026-11';
const walletOf = (...credentials: Credential[]): Wallet => ({
  version: 1,
  session: SURVEY,
  keySet: 'ab',
  credentials,
});

describe('a wallet in storage', () => {
  const held = { slot: 0, serial: 's', secret: 'k', signature: 'g' };
  const blinded = { slot: 0, state: 'blinded', serial: 's', secret: 'k', blinded: 'b', inverse: 'i' };
  const settled = { slot: 0, state: 'settled', wasCast: true, isCounted: false };

  test.each<[string, object]>([
    ['new', { slot: 0, state: 'new' }],
    ['blinded', blinded],
    ['issued', { ...held, state: 'issued' }],
    ['cast', { ...held, state: 'cast' }],
    ['settled', settled],
  ])('comes back as it was, its credential being %s', (_label, credential) => {
    const text = JSON.stringify({ ...walletOf(), credentials: [{ ...credential, more: 1 }] });
    expect(readWallet(text).credentials).toEqual([credential]);
    expect(writeWallet(readWallet(text))).not.toContain('more');
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a list', []],
    ['a number', 5],
    ['of another version', { ...walletOf(), version: 2 }],
    ['of no session', { ...walletOf(), session: 5 }],
    ['without a key set', { ...walletOf(), keySet: null }],
    ['without a list', { ...walletOf(), credentials: {} }],
  ])('that is %s is none', (_label, value) => {
    expect(() => readWallet(JSON.stringify(value))).toThrow('wallet_malformed');
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a text', 'new'],
    ['of another slot', { slot: 1, state: 'new' }],
    ['in no state', { slot: 0 }],
    ['in a state that nobody knows', { ...held, state: 'lent' }],
    ['issued, without a signature', { slot: 0, state: 'issued', serial: 's', secret: 'k' }],
    ['cast, without a signature', { slot: 0, state: 'cast', serial: 's', secret: 'k', signature: 5 }],
    ['cast, without the secret of its chain', { slot: 0, state: 'cast', serial: 's', signature: 'g' }],
    ['cast, without a serial', { slot: 0, state: 'cast', secret: 'k', signature: 'g' }],
    ['blinded, without a serial', { ...blinded, serial: undefined }],
    ['blinded, without what was sent', { ...blinded, blinded: undefined }],
    ['blinded, without the inverse', { ...blinded, inverse: undefined }],
    ['settled, not knowing whether it was cast', { ...settled, wasCast: 'yes' }],
    ['settled, not knowing whether it is counted', { ...settled, isCounted: undefined }],
  ])('with a credential that is %s is none', (_label, credential) => {
    const text = JSON.stringify({ ...walletOf(), credentials: [credential] });
    expect(() => readWallet(text)).toThrow('wallet_malformed');
  });

  test('for a session has as many slots as credentials are given out', () => {
    expect(newWallet(SURVEY, 'ab').credentials).toHaveLength(40);
    expect(newWallet(SURVEY, 'ab', 2)).toEqual(
      walletOf({ slot: 0, state: 'new' }, { slot: 1, state: 'new' }),
    );
  });
});

describe('a credential', () => {
  const issued = walletOf(
    { slot: 0, state: 'issued', serial: 's', secret: 'k', signature: 'g' },
    { slot: 1, state: 'new' },
  );

  test('can be cast when it is held, once or again, and no other can', () => {
    expect([0, 1, 2].map((slot) => castable(issued, slot) !== null)).toEqual([true, false, false]);
    const cast = markCast(issued, 0);
    expect(cast.credentials).toEqual([
      { slot: 0, state: 'cast', serial: 's', secret: 'k', signature: 'g' },
      { slot: 1, state: 'new' },
    ]);
    expect(markCast(cast, 0)).toEqual(cast);
    expect(() => markCast(issued, 1)).toThrow('wrong_state');
  });

  test('is asked for blinded, or not at all', () => {
    expect(() => blindedInputs(issued)).toThrow('wrong_state');
  });

  test('is not answered by keys of another set, however many signatures come', () => {
    expect(() => acceptSignatures(issued, [], [])).toThrow('key_changed');
  });
});

describe('what is still to be sent, in storage', () => {
  const queue = {
    ...newQueue(SURVEY),
    pending: { 0: 'satisfied' },
    revisions: { 0: 16, 1: 1 },
    refused: { 1: 'survey_closed' },
  } as const;

  test('comes back as it was', () => {
    expect(newQueue(SURVEY)).toEqual({
      version: 1,
      survey: SURVEY,
      pending: {},
      revisions: {},
      secrets: {},
      refused: {},
      receipts: {},
    });
    expect(readQueue(writeQueue(queue))).toEqual(queue);
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a list', []],
    ['of another version', { ...queue, version: 2 }],
    ['of no survey', { ...queue, survey: 5 }],
    ['without what is pending', { ...queue, pending: undefined }],
    ['with a list of what is pending', { ...queue, pending: [] }],
    ['without what was refused', { ...queue, refused: null }],
    ['without revisions', { ...queue, revisions: undefined }],
    ['with revision 0', { ...queue, revisions: { 0: 0 } }],
    ['with revision 17', { ...queue, revisions: { 0: 17 } }],
    ['with half a revision', { ...queue, revisions: { 0: 1.5 } }],
    ['with a rating that is none', { ...queue, pending: { 0: 'splendid' } }],
    ['with a rating that is a number', { ...queue, pending: { 0: 2 } }],
    ['with an answer that is none', { ...queue, refused: { 0: 'perhaps' } }],
    ['with an answer that is null', { ...queue, refused: { 0: null } }],
  ])('that is %s is none', (_label, value) => {
    expect(() => readQueue(JSON.stringify(value))).toThrow('wallet_malformed');
  });
});

describe('one ballot against the public list', () => {
  const held = (state: 'issued' | 'cast') =>
    walletOf({ slot: 0, state, serial: 's', secret: 'k', signature: 'g' });
  const listed = [serialHash(SURVEY, 0, 's')];
  const PENDING = { pending: { 0: 'satisfied' as const }, refused: {} };
  const REFUSED = { pending: {}, refused: { 0: 'again' as const } };
  const ELSEWHERE = { pending: { 7: 'satisfied' as const }, refused: { 8: 'again' as const } };
  type Queue = Parameters<typeof settleAgainst>[4];

  test.each<[string, Wallet, string[], Queue, number, number, number[], number[]]>([
    ['never sent', held('issued'), [], null, 0, 0, [], []],
    ['never sent, others waiting', held('issued'), [], ELSEWHERE, 0, 0, [], []],
    ['still waiting', held('issued'), [], PENDING, 0, 0, [0], []],
    ['refused', held('issued'), [], REFUSED, 0, 0, [0], []],
    ['refused, but there', held('issued'), listed, REFUSED, 1, 1, [], []],
    ['there, without a word', held('issued'), listed, null, 1, 1, [], []],
    ['counted', held('cast'), listed, ELSEWHERE, 1, 1, [], []],
    ['counted, its change still waiting', held('cast'), listed, PENDING, 1, 1, [], [0]],
    ['counted, its change refused', held('cast'), listed, REFUSED, 1, 1, [], [0]],
    ['said to be counted, and not there', held('cast'), [], null, 1, 0, [], []],
    ['said to be counted, not there, its change waiting', held('cast'), [], PENDING, 1, 0, [0], []],
  ])('%s', (_label, wallet, list, queue, cast, counted, late, lateChanges) => {
    const settled = settleAgainst(wallet, SURVEY, [0, 5], list, queue);
    expect(settled.receipt).toEqual({ cast, counted, late, lateChanges });
    expect(settled.wallet.credentials).toEqual([
      { slot: 0, state: 'settled', wasCast: cast > 0, isCounted: counted > 0 },
    ]);
    expect(settleAgainst(settled.wallet, SURVEY, [0], []).receipt).toMatchObject({ cast, counted });
  });

  test('a credential that was never signed is left alone', () => {
    const wallet = walletOf({ slot: 0, state: 'new' });
    expect(settleAgainst(wallet, SURVEY, [0], [])).toEqual({
      wallet,
      receipt: { cast: 0, counted: 0, late: [], lateChanges: [] },
    });
  });
});
