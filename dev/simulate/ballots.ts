import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { ballotText } from '../../miniprogram/ballot/caster';
import { readSlotKey, type SlotKey } from '../../miniprogram/ballot/public-key';
import { serialHash } from '../../miniprogram/ballot/receipt';
import {
  acceptSignatures,
  blindAll,
  blindedInputs,
  newWallet,
  type Wallet,
} from '../../miniprogram/ballot/wallet';
import { SLOTS_PER_SESSION } from '../../miniprogram/shared/ballot';
import { LEVELS, type Rating } from '../../miniprogram/shared/rating';
import { REMARK_SLOT } from '../../miniprogram/shared/remark';
import { postSealed } from '../sealed-post';
import type { Resident, World } from './world';

const reply = z.object({ answer: z.string() });
const counted = z.object({ ids: z.array(z.string()) });

/** The credentials of one person for one session, and what was cast with them. */
export class Ballots {
  /** Of each person and session, for as long as the college lives. */
  private static readonly held = new WeakMap<World, Map<string, Ballots>>();

  private constructor(
    private readonly keys: readonly SlotKey[],
    private wallet: Wallet,
  ) {}

  /** Makes and blinds the serials of a session; the same ones again until they are answered. */
  static async prepare(world: World, who: Resident, sessionId: string): Promise<Ballots | null> {
    const { openid } = who;
    const kept = Ballots.of(world, who, sessionId);
    if (kept) return kept;
    const { data } = await world.say({ openid }, 'hall.keys', { sessionId });
    if (!data || data.keys.length !== SLOTS_PER_SESSION) return null;
    const keys = data.keys.map((text, slot) => readSlotKey(slot, text));
    const random = async (length: number) => new Uint8Array(randomBytes(length));
    const wallet = await blindAll(newWallet(sessionId, data.keySet, SLOTS_PER_SESSION), keys, random);
    const made = new Ballots(keys, wallet);
    const all = Ballots.held.get(world) ?? new Map<string, Ballots>();
    Ballots.held.set(world, all.set(`${openid} ${sessionId}`, made));
    return made;
  }

  static of(world: World, { openid }: Resident, sessionId: string): Ballots | undefined {
    return Ballots.held.get(world)?.get(`${openid} ${sessionId}`);
  }

  get blinded(): string[] {
    return blindedInputs(this.wallet);
  }

  accept(signatures: readonly string[]): void {
    this.wallet = acceptSignatures(this.wallet, this.keys, signatures);
  }

  /** Casts one ballot without any account, and again with another mind now and then. The last one counts. */
  async cast(world: World, survey: string, slot: number): Promise<void> {
    const credential = this.wallet.credentials[slot];
    if (!credential || !('signature' in credential)) return;
    const answer = await this.post(world, 'ballot', ballotText(survey, this.wallet, slot, opinion(world)));
    if (answer !== 'counted') return;
    const hash = serialHash(survey, slot, credential.serial);
    world.promises.expect(`a ballot of ${survey}`, async () => {
      const { status, body } = await world.cloud.http('portal', { path: `/counted/${survey}` });
      // Published with the results; until then there is no such list.
      return status === 200 ? counted.parse(JSON.parse(body)).ids.includes(hash) : null;
    });
  }

  async remark(world: World, survey: string, text: string): Promise<void> {
    const credential = this.wallet.credentials[REMARK_SLOT];
    if (!credential || !('signature' in credential)) return;
    const { serial, signature } = credential;
    await this.post(world, 'remark', JSON.stringify({ survey, serial, signature, text }));
  }

  private async post(world: World, box: 'ballot' | 'remark', text: string): Promise<string> {
    for (let tries = 1; ; tries++) {
      world.acting = box;
      world.tally.commands++;
      const { status, said } = await postSealed(world.cloud, box, text);
      const answer = status === 200 ? reply.parse(said).answer : 'lost';
      world.tally.call(box, answer === 'counted' || answer === 'kept' ? null : answer);
      if (answer === 'malformed' || answer === 'signature_invalid')
        world.found(`the ${box} told a phone that meant well: ${answer}`);
      if ((answer !== 'again' && answer !== 'lost') || tries === 5) return answer;
    }
  }
}

/** Many are content, and one department's question in five is not liked. */
function opinion(world: World): Rating {
  if (world.happens(0.1)) return 'cannot_judge';
  const level = Math.min(
    LEVELS.length - 1,
    Math.floor(world.random() * world.random() * (LEVELS.length + 2)),
  );
  return LEVELS[level] ?? 'satisfied';
}

/** Somebody who was there rates what can be rated now. */
export async function rate(world: World, who: Resident): Promise<void> {
  const { data: mine } = await world.say(who, 'survey.mine', {});
  for (const { sessionId, rounds, canFetch } of mine?.attended.slice(0, 2) ?? []) {
    if (canFetch && !Ballots.of(world, who, sessionId)) {
      const late = await Ballots.prepare(world, who, sessionId);
      const { data } = late
        ? await world.say(who, 'hall.fetchCredentials', { sessionId, blinded: late.blinded })
        : { data: null };
      if (data?.issue) late?.accept(data.issue.signatures);
    }
    if (!rounds.some(({ state }) => state === 'open')) continue;
    const { data } = await world.say(who, 'survey.get', { sessionId });
    for (const { survey, slot, walletSessionId } of data?.survey?.items ?? [])
      if (world.happens(0.9)) await Ballots.of(world, who, walletSessionId)?.cast(world, survey, slot);
    if (data?.survey && world.happens(0.2))
      await Ballots.of(world, who, sessionId)?.remark(world, data.survey.survey, '希望继续办下去。');
    if (world.happens(0.1)) await world.say(who, 'survey.skipReminder', { sessionId, skips: true });
  }
}
