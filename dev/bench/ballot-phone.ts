// The phone's share of `ballot.phoneJitlessMs`: run by ballot.ts in a node of its own, without a JIT.
import { createPrivateKey, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { openEnvelope } from '../../cloudfunctions/ballot/envelope';
import { signReceipt } from '../../cloudfunctions/ballot/signature';
import type { SlotKeyPair } from '../../cloudfunctions/platform/ballots/credential-keys';
import { isReceiptOf } from '../../miniprogram/ballot/box-receipt';
import { toBase64Url } from '../../miniprogram/ballot/bytes';
import { ballotText } from '../../miniprogram/ballot/caster';
import { type Envelope, sealEnvelope } from '../../miniprogram/ballot/envelope';
import { readRsaKey } from '../../miniprogram/ballot/public-key';
import { serialHash } from '../../miniprogram/ballot/receipt';
import type { Wallet } from '../../miniprogram/ballot/wallet';

const BALLOTS = 15;
const SURVEY = '2026-11.1';
const [, , keyFile = '', rounds = '1'] = process.argv;
const pairs: SlotKeyPair[] = JSON.parse(readFileSync(keyFile, 'utf8'));
const privateKey = (index: number) =>
  createPrivateKey({
    key: Buffer.from(pairs[index]?.privateKey ?? '', 'base64url'),
    format: 'der',
    type: 'pkcs8',
  });
const [opens, signs] = [privateKey(0), privateKey(1)];
const random = async (length: number) => new Uint8Array(randomBytes(length));
const text = (bytes: number) => toBase64Url(new Uint8Array(randomBytes(bytes)));
const wallet: Wallet = {
  version: 1,
  session: '2026-11',
  keySet: '',
  credentials: Array.from({ length: BALLOTS }, (_none, slot) => ({
    slot,
    state: 'issued',
    serial: text(64),
    secret: text(32),
    signature: text(256),
  })),
};
const serialOf = (slot: number) => {
  const credential = wallet.credentials[slot];
  return credential && 'serial' in credential ? credential.serial : '';
};

/** What the box replies: not the phone's time. */
function replyTo({ body }: Envelope, slot: number): string {
  const { envelope } = JSON.parse(body);
  const fingerprint = pairs[0]?.fingerprint ?? '';
  const opened = openEnvelope({ kind: 'ballot', survey: SURVEY, key: opens, fingerprint }, envelope);
  const receipt = signReceipt(signs, SURVEY, serialHash(SURVEY, slot, serialOf(slot)), 1);
  return JSON.stringify({ reply: opened?.seal(JSON.stringify({ answer: 'counted', receipt })) });
}

/** The proof of the chain, the envelope, and what comes back with its receipt: all that a ballot costs a phone. */
async function castAll(): Promise<number> {
  let spent = 0;
  for (let slot = 0; slot < BALLOTS; slot++) {
    let start = performance.now();
    const to = { kind: 'ballot', survey: SURVEY, key: readRsaKey(pairs[0]?.publicKey ?? '') } as const;
    const envelope = await sealEnvelope(to, ballotText(SURVEY, wallet, slot, 'satisfied'), random);
    spent += performance.now() - start;
    const reply = replyTo(envelope, slot);
    start = performance.now();
    const { receipt } = JSON.parse(envelope.open(reply) ?? '{}');
    const id = serialHash(SURVEY, slot, serialOf(slot));
    const key = readRsaKey(pairs[1]?.publicKey ?? '');
    if (!isReceiptOf(key, { survey: SURVEY, id, revision: 1, signature: receipt }))
      throw new Error('no receipt');
    spent += performance.now() - start;
  }
  return spent;
}

async function main() {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < Number(rounds); round++) best = Math.min(best, await castAll());
  process.stdout.write(String(best));
}
void main();
