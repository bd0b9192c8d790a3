import { CredentialError } from './credential-error';

/** Unpredictable bytes, as many as asked for. In the app this is `wx.getRandomValues`. */
export type RandomSource = (length: number) => Promise<Uint8Array>;

/** The random source of the phone (base library 2.15.0). Never Math.random: a guessable serial is a vote to steal. */
export const phoneRandom: RandomSource = async (length) => {
  const { randomValues } = await wx.getRandomValues({ length });
  return new Uint8Array(randomValues);
};

/** Draws exactly `length` bytes. Throws CredentialError `random_short` when the source gives fewer. */
export async function draw(random: RandomSource, length: number): Promise<Uint8Array> {
  // WeChat refuses to give none; the repeat of a blinded set needs none.
  if (length === 0) return new Uint8Array(0);
  const bytes = await random(length);
  if (bytes.length !== length) throw new CredentialError('random_short');
  return bytes;
}

/** A whole number from 0 to `below` - 1, every one equally likely. `below` is at most 65,536. */
export async function drawBelow(random: RandomSource, below: number): Promise<number> {
  const limit = 65536 - (65536 % below);
  for (;;) {
    const bytes = await draw(random, 2);
    const value = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
    // Beyond the last whole multiple the small numbers would come up more often: draw again.
    if (value < limit) return value % below;
  }
}
