import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import type { Action, Input, Output } from '../cloudfunctions/contract';
import type { Cloud, CloudOptions } from '../dev/cloud';
import { cutInPieces } from '../miniprogram/shared/pieces';
import { root } from './built';
import type { workbench as Workbench } from './environment';

declare global {
  /** Given to each test file by test/environment.ts. */
  var workbench: typeof Workbench;
}

const castFile = z.object({
  departments: z.array(z.object({ _id: z.string(), name: z.string() })),
  people: z.array(
    z.object({
      _id: z.string(),
      openid: z.string().nullable(),
      number: z.string(),
      name: z.string(),
      kind: z.enum(['student', 'staff']),
      unit: z.string(),
      roles: z.array(
        z.object({
          role: z.string(),
          departmentId: z.string().optional(),
          title: z.string().optional(),
        }),
      ),
    }),
  ),
});

/** The people of the demo, by their ids. */
export const cast = castFile.parse(JSON.parse(readFileSync(path.join(root, 'dev/demo/cast.json'), 'utf8')));

const templateFile = z.record(
  z.string(),
  z.object({ id: z.string(), fields: z.record(z.string(), z.string()) }),
);
export const demoTemplates = templateFile.parse(
  JSON.parse(readFileSync(path.join(root, 'dev/demo/templates.json'), 'utf8')),
);

/** A coded refusal of the back end, as the phone would get it. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly fields: Readonly<Record<string, string>> | undefined,
  ) {
    super(code);
  }
}

const answer = z.union([
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: z.object({ code: z.string(), fields: z.record(z.string(), z.string()).optional() }),
  }),
]);

export interface Somebody {
  readonly openid: string;
  /** @throws Refused with the code that the phone would get */
  call<A extends Action>(action: A, input: Input<A>, requestId?: string): Promise<Output<A>>;
  /** The same for input that does not fit the contract. */
  callRaw(event: unknown): Promise<unknown>;
}

export interface Product {
  readonly cloud: Cloud;
  /** Somebody of the cast by person id, or any other account by its openid. */
  as(who: string): Somebody;
  stop(): Promise<void>;
}

export interface ProductOptions extends Partial<Omit<CloudOptions, 'functionsDir'>> {
  /** Without the cast: an empty database. */
  isEmpty?: boolean;
}

/** The whole back end on a local cloud with a data folder of its own: the real functions on the real SDKs. */
export async function startProduct({ isEmpty = false, ...options }: ProductOptions = {}): Promise<Product> {
  const functionsDir = await workbench.functions();
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'fpd-test-'));
  const ids = Object.entries(demoTemplates).map(([kind, { id }]) => [kind, id]);
  const cloud = await workbench.startCloud({
    databaseDir: path.join(root, 'cloudfunctions/database'),
    powerSafe: false,
    fleet: workbench.fleet,
    templates: Object.fromEntries(
      Object.entries(demoTemplates).map(([kind, { id, fields }]) => [
        kind,
        { id, fields: Object.keys(fields) },
      ]),
    ),
    ...options,
    dataDir,
    functionsDir,
    // An answer that carries what its schema does not name fails here; deployed, it is stripped.
    env: {
      MESSAGE_TEMPLATES: JSON.stringify(Object.fromEntries(ids)),
      STRICT_ANSWERS: '1',
      ...options.env,
    },
  });
  if (!isEmpty) await seedCast(cloud);
  return {
    cloud,
    as: (who) => somebody(cloud, cast.people.find((person) => person._id === who)?.openid ?? who),
    async stop() {
      await cloud.stop();
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function somebody(cloud: Cloud, openid: string): Somebody {
  const callRaw = (event: unknown) => cloud.call(functionOf(event), event, { openid });
  return {
    openid,
    callRaw,
    async call<A extends Action>(action: A, input: Input<A>, requestId: string = randomUUID()) {
      const event = { action, requestId, input };
      // What one call does not carry goes in pieces, as the phone sends it.
      const texts = cutInPieces(JSON.stringify(event));
      const events =
        texts.length === 1
          ? [event]
          : texts.map((text, part) => ({ action, requestId, piece: { part, parts: texts.length, text } }));
      let data: unknown;
      for (const each of events) {
        const said = answer.parse(await callRaw(each));
        if (!said.ok) throw new Refused(said.error.code, said.error.fields);
        data = said.data;
      }
      return data as Output<A>;
    },
  };
}

const functionOf = (event: unknown) =>
  z.object({ action: z.string() }).loose().parse(event).action.split('.')[0] ?? '';

async function seedCast(cloud: Cloud): Promise<void> {
  await cloud.seed('departments', cast.departments);
  await seedPeople(
    cloud,
    cast.people.map((person) => ({ ...person, hasLeft: false, absentFrom: null })),
  );
}

/** People of the roster, bound to their accounts if they have one. */
export async function seedPeople(
  cloud: Pick<Cloud, 'seed'>,
  people: readonly { _id: string; openid: string | null }[],
): Promise<void> {
  await cloud.seed('people', people);
  const bound = people.flatMap(({ _id, openid }) =>
    openid ? [{ _id: openid, personId: _id, boundAt: 0 }] : [],
  );
  await cloud.seed('accounts', bound);
}
