import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { type Action, contract } from '../../cloudfunctions/contract';
import { type Cloud, CloudError } from '../cloud';
import { chance } from '../demo/chance';
import { RIGHTS } from '../rights/table';
import { CALLERS, isLetIn, KINDS_OF_CALLERS } from '../scenes/callers';
import type { Scenes } from '../scenes/live';
import { functionOf, type Scene, type StageOptions, startScene } from '../scenes/stage';
import { type Making, oneOf, valid } from './generate';
import { spoiled } from './spoil';

/** More processor time than any answer may take, in milliseconds. */
export const LONGEST_MS = 2_000;

export interface Fuzzed {
  tried: number;
  /** Answered `internal`, or not at all; with the input. */
  internal: string[];
  /** Took more processor time than `LONGEST_MS`. */
  slow: string[];
  /** Lines of a log that hold what somebody wrote. */
  logged: string[];
  /** Actions of which an input was carried out, or refused for what it asked. */
  reached: Action[];
  longestMs: number;
}

export interface FuzzOptions extends StageOptions {
  seed: number;
  inputs: number;
  folder: string;
  /** These actions and no others. */
  only?: (action: Action) => boolean;
  hear?: (action: string, found: number) => void;
}

/** Refusals that come before the use case has looked at anything. */
const AT_THE_DOOR = ['invalid_input', 'not_allowed', 'not_bound', 'unknown_action', 'upload_incomplete'];

const said = z.union([
  z.object({ ok: z.literal(true) }).loose(),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string() }).loose() }),
]);

/**
 * Gives every action inputs made from its schema: some that fit, more that nearly fit, some hostile. Commands are given
 * in the store in which they succeeded once, so that they come past the door.
 */
export async function fuzz({ scenes, known, end }: Scenes, options: FuzzOptions): Promise<Fuzzed> {
  const word = `机密${options.seed}词`;
  const making: Making = { known, random: chance(options.seed), word };
  const all: Fuzzed = { tried: 0, internal: [], slow: [], logged: [], reached: [], longestMs: 0 };
  const isGiven = options.only ?? (() => true);
  const actions = (Object.keys(contract) as Action[]).filter(isGiven);
  const each = Math.ceil(options.inputs / actions.length);
  // What no scene gives is tried where everything has been.
  const last = actions.filter(
    (action) => contract[action].kind === 'query' || !scenes.some(({ name }) => name === action),
  );
  const atTheEnd: Scene = { ...(scenes[0] ?? NO_SCENE), ...end };
  const runs: [Scene, readonly Action[]][] = [
    [atTheEnd, last],
    ...scenes.flatMap((scene): [Scene, readonly Action[]][] => {
      const action = actions.find((known) => known === scene.name);
      return action ? [[scene, [action]]] : [];
    }),
  ];
  for (const [scene, given] of runs) {
    if (given.length === 0) continue;
    const cloud = await startScene(scene, path.join(options.folder, 'fuzzed'), options);
    try {
      for (const action of given) {
        const before = all.internal.length;
        await giveMany(cloud, scene, action, each, making, all);
        options.hear?.(action, all.internal.length - before);
      }
      for (const { functionName, text } of cloud.logs())
        if (text.includes(word)) all.logged.push(`${functionName}: ${text.slice(0, 300)}`);
    } finally {
      await cloud.stop();
      rmSync(path.join(options.folder, 'fuzzed'), { recursive: true, force: true });
    }
  }
  return all;
}

const NO_SCENE: Scene = { name: '', folder: '', now: 0, call: { by: 'network', box: 'ballot', text: '' } };

async function giveMany(
  cloud: Cloud,
  { name, call }: Scene,
  action: Action,
  count: number,
  making: Making,
  all: Fuzzed,
): Promise<void> {
  const schema = contract[action].input;
  const given = call.by === 'phone' && name === action ? call : null;
  const allowed = KINDS_OF_CALLERS.filter((kind) => isLetIn(kind, RIGHTS[action]?.may ?? []));
  for (let turn = 0; turn < count; turn++) {
    const { random } = making;
    // First what is known to succeed; then it is varied more often than anew.
    const base = given && (turn === 0 || random() < 0.6) ? given.input : valid(schema, making);
    const input = turn === 0 || random() < 0.35 ? base : spoiled(base, making);
    const openid = given && random() < 0.7 ? given.openid : CALLERS[oneOf(allowed, random) ?? 'anyone'];
    const event = { action, requestId: randomUUID(), input };
    const code = await codeOf(cloud, event, turn === 0 && given ? given.openid : openid);
    all.tried++;
    const spent = cloud.state.gateway.takeMostCpuMs(functionOf(action));
    all.longestMs = Math.max(all.longestMs, spent);
    const shown = `${action} ${JSON.stringify(input)?.slice(0, 400)}`;
    if (spent > LONGEST_MS) all.slow.push(`${Math.round(spent)} ms: ${shown}`);
    if (code === 'internal') all.internal.push(shown);
    else if (!AT_THE_DOOR.includes(code) && !all.reached.includes(action)) all.reached.push(action);
  }
}

/** The code of a refusal, `ok`, or `internal` where no answer came. More than one call carries does not arrive at all. */
async function codeOf(cloud: Cloud, event: { action: string }, openid: string): Promise<string> {
  try {
    const answer = said.parse(await cloud.call(functionOf(event.action), event, { openid }));
    return answer.ok ? 'ok' : answer.error.code;
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return error.code === 'EXCEED_MAX_PAYLOAD_SIZE' ? 'invalid_input' : 'internal';
  }
}
