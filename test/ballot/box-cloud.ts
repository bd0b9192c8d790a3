import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blindSignSet } from '../../cloudfunctions/platform/ballots/credential-keys';
import { buildTown } from '../../dev/attack/town-build';
import { type Cloud, startCloud } from '../../dev/cloud/index';
import { postSealed } from '../../dev/sealed-post';
import {
  acceptSignatures,
  blindAll,
  blindedInputs,
  newWallet,
  type Wallet,
} from '../../miniprogram/ballot/wallet';
import { keySet, trueRandom } from './signer';

export const SURVEY = '2026-11.1';

/** So many processes of the ballot function take ballots at once. */
export const INSTANCES = 32;

/** A local cloud with the product's ballot function and one open survey of `questions`. */
export async function openSurvey(questions: number) {
  const folder = mkdtempSync(join(tmpdir(), 'box-'));
  const files = await buildTown(folder);
  const cloud = await startCloud({
    ...files,
    dataDir: join(folder, 'data'),
    now: Date.UTC(2026, 10, 20),
    instances: INSTANCES,
  });
  const set = keySet(questions);
  const slots = set.keys.map(({ slot }) => slot);
  const publicKeys = set.pairs.map(({ publicKey }) => publicKey);
  await cloud.call('roll', { action: 'seedSurvey', session: SURVEY, publicKeys }, { openid: 'office' });
  const stop = async () => {
    await cloud.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { cloud, ...set, slots, stop };
}

export function survey(id: string, state: string, pairs: readonly { publicKey: string }[]) {
  return { _id: id, state, ballotSlots: pairs.map(({ publicKey }, slot) => ({ slot, publicKey })) };
}

/** A phone with credentials for every question. */
export async function phone({ keys, signers, fingerprint }: ReturnType<typeof keySet>): Promise<Wallet> {
  const blinded = await blindAll(newWallet('2026-11', fingerprint, keys.length), keys, trueRandom);
  return acceptSignatures(blinded, keys, blindSignSet(signers, blindedInputs(blinded)));
}

/** Posts a body as it is to the ballot box and answers the raw reply. */
export async function post(cloud: Cloud, body: string, headers: Record<string, string> = {}) {
  const reply = await cloud.http('ballot', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: reply.status, text: String(reply.body) };
}

/** What the box answers to a ballot in its envelope. */
export async function answer(cloud: Cloud, text: string): Promise<string> {
  return String(Object((await postSealed(cloud, 'ballot', text)).said).answer);
}

/** What the box answers, in plain words, to a body as it is. */
export async function plainAnswer(cloud: Cloud, body: string): Promise<string> {
  return String(Object(JSON.parse((await post(cloud, body)).text)).answer);
}
