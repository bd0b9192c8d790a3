// What phone and boxes both know about the envelope in which ballots and remarks travel: an RSA-KEM (ISO/IEC 18033-2) to a
// key of the survey's own box, a stream of SHA-256 and an HMAC. Who carries it sees that something was sent, and nothing of it:
// neither which of the two it is nor how long it was (docs/anonymity.md, "The envelope").

export type EnvelopeKind = 'ballot' | 'remark';

/** Bytes of what is inside, with two for its length before it and zeros behind it: one number for everything. */
export const CONTENT_BYTES = 2_048;
/** Bytes of what comes back inside the answer, likewise. */
export const ANSWER_BYTES = 512;

/** Bytes of an RSA value of 2048 bits, and of a key or digest of SHA-256. */
export const ENCAPSULATION_BYTES = 256;
export const DIGEST_BYTES = 32;

/** Characters of base64url of so many bytes. */
const textLength = (bytes: number): number => Math.ceil((bytes * 4) / 3);

/** Characters of an envelope, and of a sealed answer. */
export const ENVELOPE_TEXT_LENGTH = textLength(ENCAPSULATION_BYTES + CONTENT_BYTES + DIGEST_BYTES);
export const ANSWER_TEXT_LENGTH = textLength(ANSWER_BYTES + DIGEST_BYTES);

/** Bytes of every request to a box, whatever it holds and whatever the survey is called: spaces fill it up. */
export const WIRE_BYTES = 3_328;

/** Four keys come out of one encapsulated secret: stream and MAC there, stream and MAC back. */
export const KEY_MATERIAL_BYTES = 4 * DIGEST_BYTES;

/**
 * What the keys are bound to: an envelope of another kind, another survey or another key opens with none of them.
 * ASCII. `key`: SHA-256 of the SubjectPublicKeyInfo, lower-case hexadecimal.
 */
export const envelopeContext = (kind: EnvelopeKind, survey: string, key: string): string =>
  `four-point-dialogue/envelope/1|${kind}|${survey}|${key}`;
