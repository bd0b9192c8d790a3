import { blindSignSet } from '../../cloudfunctions/platform/ballots/credential-keys';
import { RANDOM_PER_SLOT } from '../../miniprogram/ballot/blind-rsa';
import { keySetFingerprint, readSlotKey } from '../../miniprogram/ballot/public-key';
import {
  acceptSignatures,
  blindAll,
  blindedInputs,
  castable,
  markCast,
  newWallet,
  settle,
  type Wallet,
} from '../../miniprogram/ballot/wallet';
import { readWallet, writeWallet } from '../../miniprogram/ballot/wallet-text';
import { keySet, trueRandom } from './signer';

const SLOTS = 3;
const { keys, signers, fingerprint } = keySet(SLOTS);
const empty = newWallet('2026-11', fingerprint, SLOTS);
const states = (wallet: Wallet) => wallet.credentials.map((credential) => credential.state);

async function issued(): Promise<Wallet> {
  const blinded = await blindAll(empty, keys, trueRandom);
  return acceptSignatures(blinded, keys, blindSignSet(signers, blindedInputs(blinded)));
}

describe('the wallet', () => {
  it('goes from new over blinded and issued to cast and settled', async () => {
    expect(states(empty)).toEqual(['new', 'new', 'new']);
    expect(states(await blindAll(empty, keys, trueRandom))).toEqual(['blinded', 'blinded', 'blinded']);
    const held = await issued();
    expect(states(held)).toEqual(['issued', 'issued', 'issued']);
    const cast = markCast(held, 1);
    expect(states(cast)).toEqual(['issued', 'cast', 'issued']);
    expect(castable(cast, 1)).not.toBeNull();
    const settled = settle(cast, 1, { wasCast: true, isCounted: true });
    expect(castable(settled, 1)).toBeNull();
  });

  it('survives storage in every state', async () => {
    const blinded = await blindAll(empty, keys, trueRandom);
    const held = markCast(await issued(), 0);
    const settled = settle(held, 2, { wasCast: false, isCounted: false });
    for (const wallet of [empty, blinded, held, settled])
      expect(readWallet(writeWallet(wallet))).toEqual(wallet);
  });

  it('asks again with the very same blinded values after a lost answer or a killed app', async () => {
    const blinded = await blindAll(empty, keys, trueRandom);
    const again = await blindAll(readWallet(writeWallet(blinded)), keys, trueRandom);
    expect(blindedInputs(again)).toEqual(blindedInputs(blinded));
  });

  it('makes another serial for every slot and every person', async () => {
    const [one, other] = [await issued(), await issued()];
    const serials = [...one.credentials, ...other.credentials].map((each) =>
      each.state === 'issued' ? each.serial : '',
    );
    expect(new Set(serials).size).toBe(2 * SLOTS);
  });

  it('forgets what could link it to the signer as soon as the signature is there', async () => {
    const blinded = await blindAll(empty, keys, trueRandom);
    const held = acceptSignatures(blinded, keys, blindSignSet(signers, blindedInputs(blinded)));
    const text = writeWallet(held);
    for (const value of blindedInputs(blinded)) expect(text).not.toContain(value);
    expect(text).not.toContain('inverse');
  });

  it('keeps nothing of a ballot once it is settled', async () => {
    const held = markCast(await issued(), 0);
    const before = castable(held, 0);
    const text = writeWallet(settle(held, 0, { wasCast: true, isCounted: true }));
    expect(text).not.toContain(before?.serial);
    expect(text).not.toContain(before?.signature);
  });

  it('refuses keys that are not the published ones, before anything is made', async () => {
    const own = keySet(SLOTS);
    await expect(blindAll(empty, own.keys, trueRandom)).rejects.toMatchObject({ code: 'key_changed' });
  });

  it('refuses signatures in a wrong order and stays as it was', async () => {
    const blinded = await blindAll(empty, keys, trueRandom);
    const signatures = blindSignSet(signers, blindedInputs(blinded)).reverse();
    expect(() => acceptSignatures(blinded, keys, signatures)).toThrow('signature_invalid');
    expect(states(blinded)).toEqual(['blinded', 'blinded', 'blinded']);
  });

  it('takes as many signatures as it has slots, neither fewer nor more, and takes them once', async () => {
    const blinded = await blindAll(empty, keys, trueRandom);
    const signatures = blindSignSet(signers, blindedInputs(blinded));
    for (const wrong of [[], signatures.slice(1), [...signatures, ...signatures.slice(0, 1)]])
      expect(() => acceptSignatures(blinded, keys, wrong)).toThrow('signature_invalid');
    const accepted = acceptSignatures(blinded, keys, signatures);
    expect(() => acceptSignatures(accepted, keys, signatures)).toThrow('wrong_state');
  });

  it('refuses a set that lacks the key of one of its slots', async () => {
    const larger = newWallet('2026-11', fingerprint, SLOTS + 1);
    await expect(blindAll(larger, keys, trueRandom)).rejects.toThrow('key_changed');
  });

  it('draws chance for the serials that are still to be made, and for no other', async () => {
    const drawn: number[] = [];
    const counted = (length: number) => {
      drawn.push(length);
      return trueRandom(length);
    };
    const settled = settle(empty, 1, { wasCast: false, isCounted: false });
    await blindAll(await blindAll(settled, keys, counted), keys, counted);
    expect(drawn.reduce((sum, length) => sum + length, 0)).toBe((SLOTS - 1) * RANDOM_PER_SLOT);
  });

  it.each([
    ['no base64url', '***'],
    ['too short', 'AAAA'],
    ['zero', 'A'.repeat(342)],
  ])('refuses an answer that is %s', async (_label, answer) => {
    const blinded = await blindAll(empty, keys, trueRandom);
    expect(() => acceptSignatures(blinded, keys, [answer, answer, answer])).toThrow('signature_invalid');
  });

  it('stops when the random source runs short', async () => {
    const short = async (length: number) => new Uint8Array(length - 1);
    await expect(blindAll(empty, keys, short)).rejects.toMatchObject({ code: 'random_short' });
  });

  it.each([
    ['not JSON', '{'],
    ['another version', JSON.stringify({ ...empty, version: 2 })],
    [
      'a credential without its serial',
      JSON.stringify({ ...empty, credentials: [{ slot: 0, state: 'cast' }] }),
    ],
    ['slots out of order', JSON.stringify({ ...empty, credentials: [{ slot: 1, state: 'new' }] })],
  ])('does not take storage that is %s', (_label, text) => {
    expect(() => readWallet(text)).toThrow('wallet_malformed');
  });
});

test('the fingerprint of a set is the same in whatever order its keys come', () => {
  expect(keySetFingerprint([...keys].reverse())).toBe(fingerprint);
  expect(keySetFingerprint(keys.slice(1))).not.toBe(fingerprint);
});

describe('a slot key', () => {
  const der = Buffer.from(keySet(1).pairs[0]?.publicKey ?? '', 'base64url');
  const changed = (at: number, byte: number) => {
    const copy = Buffer.from(der);
    copy[at] = byte;
    return copy.toString('base64url');
  };
  it.each([
    ['a small exponent', changed(der.length - 1, 3)],
    ['another frame', changed(0, 0x31)],
    ['an even modulus', changed(der.length - 6, 2)],
    ['a modulus of 2047 bits', changed(33, 1)],
    ['a byte too many', Buffer.concat([der, Buffer.from([0])]).toString('base64url')],
    ['text that is no base64url', '%%%'],
  ])('with %s is refused', (_label, spki) => {
    expect(() => readSlotKey(0, spki)).toThrow('key_malformed');
  });
});
