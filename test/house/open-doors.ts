import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type Action, contract } from '../../cloudfunctions/contract';
import { loadDemo } from '../../dev/demo/load';
import { DEMO_NOW } from '../../dev/demo/sessions';
import { RIGHTS } from '../../dev/rights/table';
import { type Product, seedPeople, startProduct } from '../cloud';
import { sample } from '../platform/call/sample';
import { kindOf, walk } from '../portal/web';
import { person } from '../survey/thursday';

// Every answer that is open to anybody, bound or not, over everything that the demo holds.

const OPEN = (Object.keys(contract) as Action[]).filter(
  (action) =>
    contract[action].kind === 'query' &&
    (RIGHTS[action]?.may === 'anyone' || RIGHTS[action]?.may === 'bound'),
);
const ROUNDS = 16;
const PAGES_OF_EACH_KIND = 12;

const named = z.looseObject({ _id: z.string() });
const answer = z.object({ ok: z.boolean() }).loose();

/** The demo with its documents changed on the way in, and somebody who has nothing of their own there. */
export async function startDemo(
  change: (collection: string, documents: readonly object[]) => object[],
): Promise<Product> {
  const product = await startProduct({
    isEmpty: true,
    now: DEMO_NOW,
    env: { CASE_SECRET: 'ab'.repeat(32) },
  });
  const { cloud } = product;
  await loadDemo({
    ...cloud,
    weixin: cloud.weixin,
    seed: (collection, documents) => cloud.seed(collection, change(collection, documents)),
  });
  await seedPeople(cloud, [person('o-nothing-own', '钱多多')]);
  await cloud.tick('jobs');
  return product;
}

/** One of each state that the documents of a collection are in, so that every door is tried on every kind of thing. */
function variety({ cloud }: Product, collection: string, states: readonly string[]): string[] {
  const found = cloud.read(collection).map((document) => named.parse(document));
  const byState = new Map(
    found.map((document) => [JSON.stringify(states.map((state) => document[state] ?? null)), document._id]),
  );
  return Array.from(byState.values());
}

/** Hands every answer to `hear`, with its door; says which actions never answered anything. `firstCases` are asked for first. */
export async function openEveryDoor(
  product: Product,
  hear: (door: string, said: unknown) => void,
  firstCases: readonly string[] = [],
): Promise<Set<string>> {
  const { cloud } = product;
  const ids = (collection: string) => cloud.read(collection).map((document) => named.parse(document)._id);
  const known = {
    sessionId: ids('sessions'),
    caseId: [...firstCases, ...variety(product, 'cases', ['status', 'isPublic', 'channel', 'isProtected'])],
    survey: ids('surveys'),
    cardId: variety(product, 'cards', ['state']),
    words: ['宿舍', '食堂'],
    text: ['宿舍没有热水', '食堂'],
    from: [DEMO_NOW - 300 * 86_400_000],
    to: [DEMO_NOW],
    revision: [undefined, 1],
  };
  const silent = new Set<string>();
  for (const action of OPEN) {
    const tried = new Set<string>();
    let isHeard = false;
    for (let round = 0; round < ROUNDS; round++) {
      const input = sample(contract[action].input, known, round);
      if (tried.has(JSON.stringify(input))) continue;
      tried.add(JSON.stringify(input));
      for (const openid of ['nobody-we-know', 'o-nothing-own']) {
        const event = { action, requestId: randomUUID(), input };
        const said = await cloud.call(action.split('.')[0] ?? '', event, { openid });
        isHeard ||= answer.parse(said).ok;
        hear(action, said);
      }
    }
    if (!isHeard) silent.add(action);
  }
  for (const sessionId of known.sessionId)
    hear('hall.wall', await product.as('p-wu').call('hall.wall', { sessionId }));
  for (const { at, body } of await walk(product, PAGES_OF_EACH_KIND)) hear(`portal${kindOf(at)}`, body);
  return silent;
}
