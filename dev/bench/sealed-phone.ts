// The phone's share of `ballot.sealedJitlessMs`: run by sealed.ts in a node of its own, without a JIT.
import { randomBytes } from 'node:crypto';
import { readSlotKey } from '../../miniprogram/ballot/public-key';
import { sealRating } from '../../miniprogram/ballot/sealed-rating';

const [, , rounds = '1', ...publicKeys] = process.argv;
const keys = publicKeys.map((key, at) => readSlotKey(at, key));
const QUESTIONS = 15;

let best = Number.POSITIVE_INFINITY;
for (let round = 0; round < Number(rounds); round++) {
  const secrets = Array.from({ length: QUESTIONS }, () => new Uint8Array(randomBytes(32)));
  const start = performance.now();
  for (const [slot, secret] of secrets.entries())
    sealRating({ survey: 'session-1.1', slot }, keys, secret, '4');
  best = Math.min(best, performance.now() - start);
}
process.stdout.write(String(best));
