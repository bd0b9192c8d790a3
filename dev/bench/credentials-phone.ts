// The phone's share of `credentials.phoneJitlessMs`: run by credentials.ts in a node of its own, without a JIT.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  blindSignSet,
  type SlotKeyPair,
  slotSigner,
} from '../../cloudfunctions/platform/ballots/credential-keys';
import { keySetFingerprint, readSlotKey } from '../../miniprogram/ballot/public-key';
import { acceptSignatures, blindAll, blindedInputs, newWallet } from '../../miniprogram/ballot/wallet';

const [, , keyFile = '', rounds = '1'] = process.argv;
const pairs: SlotKeyPair[] = JSON.parse(readFileSync(keyFile, 'utf8'));
const keys = pairs.map((pair, slot) => readSlotKey(slot, pair.publicKey));
const signers = pairs.map((pair) => slotSigner(pair.privateKey));
const empty = newWallet('bench', keySetFingerprint(keys), keys.length);
const random = async (length: number) => new Uint8Array(randomBytes(length));

async function main() {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < Number(rounds); round++) {
    let start = performance.now();
    const blinded = await blindAll(empty, keys, random);
    let spent = performance.now() - start;
    const answer = blindSignSet(signers, blindedInputs(blinded));
    start = performance.now();
    acceptSignatures(blinded, keys, answer);
    spent += performance.now() - start;
    best = Math.min(best, spent);
  }
  process.stdout.write(String(best));
}
void main();
