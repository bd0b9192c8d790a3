import { constants, createPublicKey, verify as nodeVerify, webcrypto } from 'node:crypto';
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import {
  blindSign,
  blindSignSet,
  SigningFault,
  slotSigner,
} from '../../cloudfunctions/platform/ballots/credential-keys';
import { blindFresh, blindWith, finalize, RANDOM_PER_SLOT, verify } from '../../miniprogram/ballot/blind-rsa';
import { toBase64Url } from '../../miniprogram/ballot/bytes';
import { inverse, toBytes, toNumber } from '../../miniprogram/ballot/modular';
import { encodePss } from '../../miniprogram/ballot/pss';
import { keySet, trueRandom } from './signer';

const { pairs, keys, signers } = keySet(2);
const [pair, key, signer] = [pairs[0], keys[0], signers[0]];
if (!pair || !key || !signer) throw new Error('no key');
const suite = RSABSSA.SHA384.PSS.Randomized({ supportsRSARAW: false });

const der = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
const theirPublic = () =>
  webcrypto.subtle.importKey('spki', der(pair.publicKey), algorithm, true, ['verify']);
const theirPrivate = () =>
  webcrypto.subtle.importKey('pkcs8', der(pair.privateKey), algorithm, true, ['sign']);

describe('our phone, our server and an independent implementation', () => {
  it('our phone takes a blind signature of the independent signer', async () => {
    const made = blindFresh(key, await trueRandom(RANDOM_PER_SLOT));
    const blindSignature = await suite.blindSign(await theirPrivate(), made.blinded);
    const signature = finalize(made.prepared, key, blindSignature, made.inverse);
    expect(await suite.verify(await theirPublic(), signature, made.prepared)).toBe(true);
  });

  it('the independent client takes a blind signature of our server', async () => {
    const prepared = suite.prepare(await trueRandom(32));
    const { blindedMsg, inv } = await suite.blind(await theirPublic(), prepared);
    const signature = await suite.finalize(await theirPublic(), prepared, blindSign(signer, blindedMsg), inv);
    expect(verify(prepared, key, signature)).toBe(true);
  });

  it('our server answers the same as the independent signer for the same blinded value', async () => {
    const { blinded } = blindFresh(key, await trueRandom(RANDOM_PER_SLOT));
    const theirs = await suite.blindSign(await theirPrivate(), blinded);
    expect(toBase64Url(blindSign(signer, blinded))).toBe(toBase64Url(theirs));
  });

  it("node's own RSASSA-PSS accepts what phone and server made together", async () => {
    const made = blindFresh(key, await trueRandom(RANDOM_PER_SLOT));
    const signature = finalize(made.prepared, key, blindSign(signer, made.blinded), made.inverse);
    const publicKey = createPublicKey({ key: Buffer.from(der(pair.publicKey)), format: 'der', type: 'spki' });
    const pss = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
    expect(nodeVerify('sha384', made.prepared, pss, signature)).toBe(true);
    expect(nodeVerify('sha384', made.prepared.slice(1), pss, signature)).toBe(false);
  });
});

describe('what the signer has seen', () => {
  it('fits every serial there is: for each there is a blinding factor that leads to the same blinded value', async () => {
    const seen = blindFresh(key, await trueRandom(RANDOM_PER_SLOT));
    for (let other = 0; other < 5; other++) {
      // A serial of somebody else, and a salt it may have been encoded with.
      const [prepared, salt] = [await trueRandom(64), await trueRandom(48)];
      const message = toNumber(encodePss(prepared, salt, 256));
      const quotient = (toNumber(seen.blinded) * (inverse(message, key.n) ?? BigInt(0))) % key.n;
      const factor = toNumber(blindSign(signer, toBytes(quotient, 256)));
      expect(toBase64Url(blindWith(prepared, key, salt, factor).blinded)).toBe(toBase64Url(seen.blinded));
    }
  });
});

describe('the blind signer', () => {
  it('repeats itself: the same blinded value has the same signature', async () => {
    const { blinded } = blindFresh(key, await trueRandom(RANDOM_PER_SLOT));
    expect(blindSign(signer, blinded).equals(blindSign(slotSigner(pair.privateKey), blinded))).toBe(true);
  });

  it.each([
    ['too short', new Uint8Array(255)],
    ['too long', new Uint8Array(257)],
    ['not below the modulus', new Uint8Array(256).fill(255)],
  ])('refuses a blinded value %s', (_label, blinded) => {
    expect(() => blindSign(signer, blinded)).toThrow(RangeError);
  });

  it('refuses a set with a value too few', () => {
    expect(() => blindSignSet(signers, [toBase64Url(new Uint8Array(256))])).toThrow(RangeError);
  });

  it('lets nothing out when the private operation was faulty', () => {
    const other = signers[1];
    if (!other) throw new Error('no second key');
    const faulty = { privateKey: signer.privateKey, publicKey: other.publicKey };
    // Many values, so that some results lie above the other modulus: that fault has a name as well.
    for (let value = 1; value <= 32; value++)
      expect(() => blindSign(faulty, new Uint8Array(256).fill(value))).toThrow(SigningFault);
  });
});
