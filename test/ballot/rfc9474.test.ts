import { blindWith, finalize, verify } from '../../miniprogram/ballot/blind-rsa';
import { fromHex, join, toHex } from '../../miniprogram/ballot/bytes';
import { inverse, powerE, toBytes, toNumber } from '../../miniprogram/ballot/modular';
import { encodePss, isPssEncoding } from '../../miniprogram/ballot/pss';
import { vectors } from './rfc9474-vectors.json';

const KEY_LENGTH = 512; // the RFC's vectors use a key of 4096 bits

/** The private operation, written out, since the vectors give d and not a key file. */
function power(base: bigint, exponent: bigint, n: bigint): bigint {
  let result = BigInt(1);
  let square = base % n;
  for (let left = exponent; left > BigInt(0); left >>= BigInt(1)) {
    if ((left & BigInt(1)) === BigInt(1)) result = (result * square) % n;
    square = (square * square) % n;
  }
  return result;
}

describe.each(vectors)('RFC 9474 vector $name', (vector) => {
  const bytes = (hex: string) => fromHex(hex);
  const n = toNumber(bytes(vector.n));
  const prepared = bytes(vector.input_msg);
  const salt = bytes(vector.salt);
  const saltLength = salt.length;

  it('prepares the message by putting the prefix before it', () => {
    expect(toHex(join(bytes(vector.msg_prefix), bytes(vector.msg)))).toBe(vector.input_msg);
  });

  if (vector.encoded_msg !== undefined) {
    it('encodes the message to the published bytes', () => {
      expect(toHex(encodePss(prepared, salt, KEY_LENGTH))).toBe(vector.encoded_msg);
    });
  }

  it('blinds to the published value', () => {
    const factor = inverse(toNumber(bytes(vector.inv)), n) ?? BigInt(0);
    const made = blindWith(prepared, { n }, salt, factor, KEY_LENGTH);
    expect(toHex(made.blinded)).toBe(vector.blinded_msg);
    expect(toHex(made.inverse)).toBe(vector.inv);
  });

  it('is signed to the published value by the private exponent', () => {
    const signed = power(toNumber(bytes(vector.blinded_msg)), toNumber(bytes(vector.d)), n);
    expect(toHex(toBytes(signed, KEY_LENGTH))).toBe(vector.blind_sig);
  });

  it('unblinds to the published signature, which verifies', () => {
    const options = { keyLength: KEY_LENGTH, saltLength };
    const signature = finalize(prepared, { n }, bytes(vector.blind_sig), bytes(vector.inv), options);
    expect(toHex(signature)).toBe(vector.sig);
    expect(verify(prepared, { n }, signature, options)).toBe(true);
    expect(isPssEncoding(prepared, toBytes(powerE(toNumber(signature), n), KEY_LENGTH), saltLength)).toBe(
      true,
    );
  });

  it('does not verify for another message, another salt length or a changed signature', () => {
    const signature = bytes(vector.sig);
    const other = Uint8Array.from(prepared, (byte, index) => (index === 0 ? byte ^ 1 : byte));
    const changed = Uint8Array.from(signature, (byte, index) => (index === 300 ? byte ^ 1 : byte));
    const options = { keyLength: KEY_LENGTH, saltLength };
    expect(verify(other, { n }, signature, options)).toBe(false);
    expect(verify(prepared, { n }, changed, options)).toBe(false);
    expect(verify(prepared, { n }, signature, { ...options, saltLength: saltLength === 0 ? 48 : 0 })).toBe(
      false,
    );
  });
});
