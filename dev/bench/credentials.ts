import { constants, privateDecrypt, randomBytes } from 'node:crypto';
import {
  blindSign,
  generateSlotKey,
  slotSigner,
} from '../../cloudfunctions/platform/ballots/credential-keys';
import { SLOTS_PER_SESSION } from '../../miniprogram/shared/ballot';
import { jitlessMs } from './jitless';

const ROUNDS = 7;

/**
 * `credentials.phoneJitlessMs`: making, blinding, unblinding and verifying the whole set of 40 on the phone, as
 * milliseconds under `node --jitless`, best of seven. `credentials.signRatioToBareRsa`: signing a set against 40
 * bare private operations of node:crypto, medians of alternating rounds.
 */
export async function measure(): Promise<Record<string, number>> {
  const pairs = await Promise.all(Array.from({ length: SLOTS_PER_SESSION }, () => generateSlotKey()));
  const signers = pairs.map((pair) => slotSigner(pair.privateKey));
  return {
    'credentials.phoneJitlessMs': jitlessMs('credentials-phone.ts', pairs, ROUNDS),
    'credentials.signRatioToBareRsa': signRatio(signers),
  };
}

function signRatio(signers: readonly ReturnType<typeof slotSigner>[]): number {
  const inputs = signers.map(() => {
    const blinded = randomBytes(256);
    blinded[0] = 1; // below every modulus
    return blinded;
  });
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(
      timed(() => {
        for (const [slot, signer] of signers.entries())
          privateDecrypt(
            { key: signer.privateKey, padding: constants.RSA_NO_PADDING },
            inputs[slot] ?? Buffer.alloc(256),
          );
      }),
    );
    ours.push(
      timed(() => {
        for (const [slot, signer] of signers.entries()) blindSign(signer, inputs[slot] ?? Buffer.alloc(256));
      }),
    );
  }
  return median(ours) / median(bare);
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(figures: readonly number[]): number {
  return [...figures].sort((left, right) => left - right)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
