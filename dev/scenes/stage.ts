import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { type Action, contract, type Input, type Output } from '../../cloudfunctions/contract';
import { type Cloud, startCloud } from '../cloud';
import type { Fleet } from '../cloud/functions/fleet';
import { templateDefinitions, templateIds } from '../environment';
import { root } from '../root';
import { postSealed } from '../sealed-post';

/** One command as somebody gave it with success. */
export const sceneCall = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('phone'),
    openid: z.string(),
    action: z.string(),
    requestId: z.string(),
    input: z.unknown(),
  }),
  /** A ballot or words of a rater, as they lie in their envelope: posted by HTTP without an account. */
  z.object({ by: z.literal('network'), box: z.enum(['ballot', 'remark']), text: z.string() }),
]);
export type SceneCall = z.output<typeof sceneCall>;

/** A command, and the store as it was just before. */
export const scene = z.object({
  name: z.string(),
  /** A data folder, beside the others; copied before it is used. */
  folder: z.string(),
  /** The clock then, in milliseconds. */
  now: z.number(),
  call: sceneCall,
});
export type Scene = z.output<typeof scene>;

const answer = z.union([
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string() }).loose() }),
]);

/** The variables of the functions: each life has the same secrets, so that a copied store can be gone on with. */
export const sceneEnvironment = (): Record<string, string> => ({
  CASE_SECRET: 'ca'.repeat(32),
  VOICE_SECRET: '50'.repeat(32),
  MP_APP_SECRET: 'secret-of-the-mini-program',
  OA_APP_SECRET: 'secret-of-the-official-account',
  MP_APP_ID: 'wx-demo-mini-program',
  OA_APP_ID: 'wx-demo-official-account',
  MESSAGE_TEMPLATES: JSON.stringify(templateIds()),
  STRICT_ANSWERS: '1',
});

export interface StageOptions {
  functionsDir: string;
  fleet: Fleet;
}

/** A cloud on a data folder, its clock standing at `now` when it starts. */
export const startStage = (
  dataDir: string,
  now: number,
  { functionsDir, fleet }: StageOptions,
): Promise<Cloud> =>
  startCloud({
    dataDir,
    functionsDir,
    fleet,
    now,
    databaseDir: path.join(root, 'cloudfunctions/database'),
    deploymentFile: path.join(root, 'cloudbaserc.json'),
    templates: templateDefinitions(),
    env: sceneEnvironment(),
    powerSafe: false,
  });

/** A copy of a scene's store in `folder`, running. */
export async function startScene(
  { folder, now }: Pick<Scene, 'folder' | 'now'>,
  copy: string,
  options: StageOptions,
): Promise<Cloud> {
  rmSync(copy, { recursive: true, force: true });
  cpSync(folder, copy, { recursive: true });
  return startStage(copy, now, options);
}

/** Gives a scene's command. @throws CloudError when the function throws, crashes or is too slow */
export async function giveScene(cloud: Cloud, { call }: Scene): Promise<unknown> {
  if (call.by === 'network') {
    return (await postSealed(cloud, call.box, call.text)).said;
  }
  const { action, requestId, input, openid } = call;
  return cloud.call(functionOf(action), { action, requestId, input }, { openid });
}

export const functionOf = (action: string): string => action.split('.')[0] ?? '';

/** The store of a cloud in which nothing is going on. */
export function copyStore({ state }: Cloud, dataDir: string, to: string): void {
  state.store.disk.flush();
  state.store.disk.main.rows('PRAGMA wal_checkpoint(TRUNCATE)');
  cpSync(dataDir, to, { recursive: true });
}

/** Names of fields by which inputs call things. */
const KNOWN_FIELD = /(Id|Ids|^id|^number|^receiptCode|^receiptSeed|^survey|^subjectId|^url|^orderId)$/;

/** A college that is lived by its own commands; each command given the first time leaves a scene. */
export class Stage {
  readonly scenes: Scene[] = [];
  /** What the people of the scenes came to know: ids, codes and numbers, by the name of their field. */
  readonly known = new Map<string, Set<string>>();
  private requests = 0;

  constructor(
    readonly cloud: Cloud,
    private readonly dataDir: string,
    private readonly out: string,
  ) {}

  /** @throws Error with the code of a refusal */
  async give<A extends Action>(openid: string, action: A, input: Input<A>): Promise<Output<A>> {
    this.requests++;
    const requestId = `5ce00000-0000-4000-8000-${String(this.requests).padStart(12, '0')}`;
    if (contract[action].kind === 'command')
      this.keep(action, { by: 'phone', openid, action, requestId, input });
    const said = answer.parse(await this.ask(openid, action, requestId, input));
    if (!said.ok) throw new Error(`${action} of the scenes was refused: ${JSON.stringify(said.error)}`);
    this.learn(input);
    this.learn(said.data);
    // What the schema of this action parses is its output; the compiler does not follow the index.
    return contract[action].output.parse(said.data) as Output<A>;
  }

  protected ask(openid: string, action: Action, requestId: string, input: unknown): Promise<unknown> {
    return this.cloud.call(functionOf(action), { action, requestId, input }, { openid });
  }

  /** Posts a ballot, or words. @throws Error when it is not counted */
  async post(box: 'ballot' | 'remark', text: string): Promise<void> {
    this.keep(box, { by: 'network', box, text });
    const { said } = await postSealed(this.cloud, box, text);
    if (Object(said).answer !== 'counted')
      throw new Error(`${box} of the scenes was refused: ${JSON.stringify(said)}`);
  }

  /** Goes on to a moment without firing the timer for each minute on the way, then fires it so many times. */
  async goOn(to: number, ticks = 1): Promise<void> {
    this.cloud.state.clock.move(to);
    for (let tick = 0; tick < ticks; tick++) await this.cloud.tick('jobs');
    await this.cloud.weixin.settled();
  }

  private learn(value: unknown, field = ''): void {
    if (typeof value === 'string' && KNOWN_FIELD.test(field))
      this.known.set(field, (this.known.get(field) ?? new Set()).add(value));
    else if (typeof value === 'object' && value !== null)
      for (const [key, part] of Object.entries(value)) this.learn(part, Array.isArray(value) ? field : key);
  }

  /** Keeps the store as it is before the first command of a kind. */
  protected keep(name: string, call: SceneCall): void {
    if (this.scenes.some((kept) => kept.name === name)) return;
    const folder = `${this.scenes.length}-${name}`;
    copyStore(this.cloud, this.dataDir, path.join(this.out, folder));
    this.scenes.push({ name, folder, now: this.cloud.clock.now(), call });
  }
}
