import { constants, createPrivateKey, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SlotKeyPair } from '../../../cloudfunctions/platform/ballots/credential-keys';
import { chainEnd, proofOf } from '../../../miniprogram/ballot/chain';
import { sealEnvelope } from '../../../miniprogram/ballot/envelope';
import { readRsaKey } from '../../../miniprogram/ballot/public-key';
import { serialHash } from '../../../miniprogram/ballot/receipt';
import { revisionText, slotText } from '../../../miniprogram/shared/ballot';
import type { EnvelopeKind } from '../../../miniprogram/shared/envelope';
import { startCloud } from '../../cloud/index';
import { boxKeysOf } from '../../sealed-post';
import type { TownFiles } from '../town-build';
import type { ProxyLeak } from './leak';
import type { Passed, Recognisable } from './look';

const SURVEY = 'session-16.1';
const WORDS = ['热水很好', '请把答复贴在楼下，写明谁负责、几时办好，办不成也写明为什么', '好'];

/** Who lives behind a proxy: so many phones, each with one ballot and every third with words. */
export async function liveBehindProxy(
  leak: ProxyLeak,
  people: number,
  { publicKey, privateKey }: SlotKeyPair,
  files: TownFiles,
): Promise<{ passed: Passed[]; known: Recognisable }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'proxy-town-'));
  const cloud = await startCloud({ ...files, dataDir, now: Date.UTC(2026, 10, 20) });
  try {
    await cloud.call(
      'roll',
      { action: 'seedSurvey', session: SURVEY, publicKeys: [publicKey] },
      { openid: 'o' },
    );
    const keys = boxKeysOf(cloud, SURVEY);
    const once = new Uint8Array(randomBytes(1024));
    const random = async (length: number) =>
      leak === 'same_secret' ? once.slice(0, length) : new Uint8Array(randomBytes(length));
    const passed: Passed[] = [];
    const secrets: string[] = [];
    const counted: string[] = [];
    const pass = async (address: string, kind: EnvelopeKind, text: string) => {
      const to = { kind, survey: SURVEY, key: readRsaKey(keys.envelopeKey) };
      const { body, open } = await sealEnvelope(to, text, random);
      const headers = { 'content-type': 'application/json' };
      const { body: reply } = await cloud.http(kind, { method: 'POST', headers, body });
      passed.push({
        address,
        request: onTheWay(leak, body, text),
        reply: leak === 'plain_answers' ? (open(reply) ?? reply).padEnd(768) : reply,
      });
    };
    for (let person = 0; person < people; person++) {
      const ballot = signed(privateKey, slotText(0));
      secrets.push(ballot.serial);
      counted.push(serialHash(SURVEY, 0, ballot.serial));
      await pass(`10.0.0.${person}`, 'ballot', JSON.stringify(ballot));
      const words = WORDS[person % 9];
      if (words === undefined) continue;
      secrets.push(words);
      const { serial, signature } = ballot;
      await pass(
        `10.0.0.${person}`,
        'remark',
        JSON.stringify({ survey: SURVEY, serial, signature, text: words }),
      );
    }
    return { passed, known: { secrets, survey: SURVEY, counted, receiptKey: keys.receiptKey } };
  } finally {
    await cloud.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** What the proxy carries of a request, in a town that is built so. */
function onTheWay(leak: ProxyLeak, body: string, text: string): string {
  if (leak === 'plain_bodies') return text;
  if (leak !== 'remark_length') return body;
  const envelope: string = JSON.parse(body).envelope;
  return JSON.stringify({ survey: SURVEY, envelope: envelope.slice(0, 400 + Buffer.byteLength(text)) });
}

/** A ballot that the box takes; how its signature came about makes no difference to a proxy. */
function signed(privateKey: string, slot: string) {
  const secret = new Uint8Array(randomBytes(32));
  const prepared = Buffer.concat([randomBytes(32), chainEnd(secret)]);
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), format: 'der', type: 'pkcs8' });
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  return {
    survey: SURVEY,
    slot,
    serial: prepared.toString('base64url'),
    signature: sign('sha384', prepared, pss).toString('base64url'),
    rating: '2',
    revision: revisionText(1),
    proof: Buffer.from(proofOf(secret, 1)).toString('base64url'),
  };
}
