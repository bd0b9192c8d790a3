import { blindSignSet } from '../../cloudfunctions/platform/ballots/credential-keys';
import { serialHash } from '../../miniprogram/ballot/receipt';
import { type TextStorage, Vault } from '../../miniprogram/ballot/vault';
import { doubleKeys, opened, sealedReply } from './box-double';
import { keySet, trueRandom } from './signer';

const SESSION = 'session-16';
const SURVEY = 'session-16.1';
const set = keySet(3);
const published = { keySet: set.fingerprint, keys: set.pairs.map(({ publicKey }) => publicKey) };

function memory(): TextStorage & { text(): string } {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, text) => void kept.set(key, text),
    keys: () => [...kept.keys()],
    text: () => JSON.stringify([...kept]),
  };
}

/** A phone that has its credentials. */
async function holding(storage = memory()) {
  const vault = new Vault(storage, trueRandom);
  const blinded = await vault.prepare(SESSION, published);
  vault.accept(SESSION, published, blindSignSet(set.signers, blinded));
  return { vault, storage };
}

// The caster's pauses are real seconds on a phone; here the clock is the test's.
beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] }));
afterEach(() => jest.useRealTimers());

/** Lets the caster run through its pauses until it is done. */
async function finished(running: Promise<void>): Promise<void> {
  let isDone = false;
  void running.then(() => {
    isDone = true;
  });
  for (let turn = 0; !isDone && turn < 200; turn += 1) await jest.advanceTimersByTimeAsync(5_000);
  expect(isDone).toBe(true);
}

const box = async (body: string) => sealedReply(body, 'counted');
const keys = () => doubleKeys;
const noNetwork = async (): Promise<string> => {
  throw new Error('request:fail');
};
/** The serials that a phone keeps, in slot order. */
function serialsIn(storage: TextStorage): string[] {
  const { credentials } = Object(JSON.parse(storage.get(`ballot.wallet.${SESSION}`) ?? ''));
  return credentials.map(({ serial }: { serial: string }) => serial);
}
const receipt = (cast: number, counted: number) => ({ cast, counted, late: [], lateChanges: [] });

describe('the vault', () => {
  it('says how far the credentials are', async () => {
    const storage = memory();
    const vault = new Vault(storage, trueRandom);
    expect(vault.state(SESSION)).toBe('none');
    const blinded = await vault.prepare(SESSION, published);
    expect(vault.state(SESSION)).toBe('asked');
    vault.accept(SESSION, published, blindSignSet(set.signers, blinded));
    expect(vault.state(SESSION)).toBe('held');
  });

  it('asks again with the same values after the app was killed, and not at all once it holds credentials', async () => {
    const storage = memory();
    const first = await new Vault(storage, trueRandom).prepare(SESSION, published);
    const again = new Vault(storage, trueRandom);
    expect(await again.prepare(SESSION, published)).toEqual(first);
    again.accept(SESSION, published, blindSignSet(set.signers, first));
    expect(await again.prepare(SESSION, published)).toEqual([]);
  });

  it('stops when the keys change between asking and answering', async () => {
    const vault = new Vault(memory(), trueRandom);
    await vault.prepare(SESSION, published);
    const other = keySet(3);
    const changed = { keySet: other.fingerprint, keys: other.pairs.map(({ publicKey }) => publicKey) };
    await expect(vault.prepare(SESSION, changed)).rejects.toMatchObject({ code: 'key_changed' });
    expect(() => vault.accept(SESSION, changed, ['', '', ''])).toThrow('key_changed');
  });

  it('refuses keys that do not have the fingerprint they come with', async () => {
    const vault = new Vault(memory(), trueRandom);
    const wrong = { ...published, keySet: '0'.repeat(64) };
    await expect(vault.prepare(SESSION, wrong)).rejects.toMatchObject({ code: 'key_changed' });
  });

  it('casts, goes on with what was unsent, and knows which surveys have some', async () => {
    const { vault, storage } = await holding();
    const caster = vault.caster(SESSION, SURVEY, { keys, send: noNetwork });
    await caster.choose({ 0: 'satisfied', 2: 'dissatisfied' });
    expect(new Vault(storage, trueRandom).unsent()).toEqual([SURVEY]);

    const restarted = new Vault(storage, trueRandom);
    const sent: string[] = [];
    const resumed = restarted.caster(SESSION, SURVEY, {
      keys,
      send: async (body) => {
        sent.push(body);
        return sealedReply(body, 'counted');
      },
    });
    expect(restarted.caster(SESSION, SURVEY, { keys, send: box })).toBe(resumed);
    await finished(resumed.run());
    expect(sent).toHaveLength(2);
    expect(restarted.unsent()).toEqual([]);
    expect(restarted.castSlots(SESSION)).toEqual([0, 2]);
  });

  it('settles once, says the same ever after, and keeps neither serial nor rating', async () => {
    const { vault, storage } = await holding();
    const bodies: string[] = [];
    const caster = vault.caster(SESSION, SURVEY, {
      keys,
      send: async (body) => {
        bodies.push(body);
        return sealedReply(body, 'counted');
      },
    });
    await caster.choose({ 0: 'satisfied', 1: 'very_dissatisfied' });
    await finished(caster.run());
    const ballots = bodies.map((body) => opened(body).inside);
    const counted = ballots.map(({ slot, serial = '' }) => serialHash(SURVEY, Number(slot), serial));
    expect(vault.settle(SESSION, SURVEY, [0, 1], counted)).toEqual(receipt(2, 2));
    expect(new Vault(storage, trueRandom).settle(SESSION, SURVEY, [0, 1], [])).toEqual(receipt(2, 2));
    for (const { serial } of ballots) expect(storage.text()).not.toContain(serial);
    expect(storage.text()).not.toContain('satisfied');
    expect(new Vault(storage, trueRandom).state(SESSION)).toBe('held');
  });

  it('keeps two rounds of one session apart: what one has settled the other does not bring back', async () => {
    const { vault, storage } = await holding();
    const later = vault.caster(SESSION, 'session-16.2', { keys, send: box });
    const first = vault.caster(SESSION, SURVEY, { keys, send: box });
    await first.choose({ 0: 'satisfied' });
    await finished(first.run());
    vault.settle(SESSION, SURVEY, [0], []);
    await later.choose({ 2: 'satisfied' });
    await finished(later.run());
    expect(vault.castSlots(SESSION)).toEqual([2]);
    expect(vault.settle(SESSION, SURVEY, [0], [])).toEqual(receipt(1, 0));
    expect(storage.text()).not.toContain('"slot":0,"state":"cast"');
  });

  it('after the close tries once more without network, forgets how it was rated, and is told by the list', async () => {
    const { vault, storage } = await holding();
    const first = vault.caster(SESSION, SURVEY, { keys, send: box });
    await first.choose({ 0: 'satisfied' });
    await finished(first.run());
    // The close comes while two ballots and a change have found no network.
    await new Vault(storage, trueRandom)
      .caster(SESSION, SURVEY, { keys, send: noNetwork })
      .choose({ 0: 'dissatisfied', 1: 'very_dissatisfied', 2: 'cannot_judge' });
    const late = new Vault(storage, trueRandom);
    let tries = 0;
    const send = () => {
      tries++;
      return noNetwork();
    };
    const caster = late.caster(SESSION, SURVEY, { keys, send, isOver: () => true });
    await finished(caster.run());
    expect(tries).toBe(3);
    expect(storage.text()).not.toMatch(/satisfied|cannot_judge/);
    expect(caster.queue).toMatchObject({ pending: {}, refused: { 0: 'again', 1: 'again', 2: 'again' } });
    expect(late.unsent()).toEqual([]);

    // The answer of one was lost, but it got there.
    const [serial0, , serial2] = serialsIn(storage);
    const counted = [serialHash(SURVEY, 0, serial0 ?? ''), serialHash(SURVEY, 2, serial2 ?? '')];
    expect(late.settle(SESSION, SURVEY, [0, 1, 2], counted)).toEqual({
      cast: 2,
      counted: 2,
      late: [1],
      lateChanges: [0],
    });
    expect(storage.text()).not.toContain('again');
  });

  it('has nothing to cast or settle where nobody checked in', () => {
    const vault = new Vault(memory(), trueRandom);
    expect(() => vault.caster(SESSION, SURVEY, { keys, send: box })).toThrow('wrong_state');
    expect(() => vault.settle(SESSION, SURVEY, [], [])).toThrow('wrong_state');
    expect(() => vault.accept(SESSION, published, [])).toThrow('wrong_state');
    expect(vault.castSlots(SESSION)).toEqual([]);
  });
});
