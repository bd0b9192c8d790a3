import * as z from 'zod';
import type { Cloud } from '../cloud';
import { median, scratchCloud } from './scratch';

const few = 1000;
const many = 1_000_000;
const readings = 400;

const indexes = [
  {
    name: 'by_department_time',
    keys: [
      ['department', 1],
      ['at', -1],
    ],
    unique: false,
  },
];
const database = {
  collections: [
    { name: 'written', rule: 'ADMINONLY', indexes },
    { name: 'few', rule: 'ADMINONLY', indexes },
    { name: 'many', rule: 'ADMINONLY', indexes },
  ],
};

/** Runs where the product's code runs: in a function process, through the unmodified wx-server-sdk. */
const source = `
const cloud = require('wx-server-sdk');
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
const db = cloud.database();
const _ = db.command;
const text = '食堂的汤有点凉。'.repeat(12);
const timed = async (times, one) => {
  const took = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await one(i);
    took.push(performance.now() - start);
  }
  return took;
};
const acts = {
  writes: ({ times }) => timed(times, (i) => db.collection('written').add({ data: { _id: 'w' + i, department: 'd' + (i % 50), at: i, text } })),
  reads: ({ times }) => timed(times, (i) => db.collection('written').doc('w' + i).get()),
  inFlight: async ({ times, lanes }) => {
    const start = performance.now();
    let next = 0;
    await Promise.all(Array.from({ length: lanes }, async () => {
      while (next < times) await db.collection('written').add({ data: { department: 'd' + (next++ % 50), at: next, text } });
    }));
    return times / ((performance.now() - start) / 1000);
  },
  query: ({ name, times, newest }) => timed(times, (i) => db.collection(name)
    .where({ department: 'd' + (i % 50), at: _.lt(newest - i) }).orderBy('at', 'desc').limit(20).get()),
};
exports.main = (event) => acts[event.act](event);
`;

const times = z.array(z.number());

/**
 * `store.readMs`, `store.writeMs`: one document through the SDK, median. `store.writesPerSecond`: at 20 in flight.
 * `store.indexedQueryRatio`: twenty documents by department, newest first, among a million against among a thousand.
 */
export async function measure(): Promise<Record<string, number>> {
  const { cloud, remove } = await scratchCloud(source, database);
  try {
    const act = (event: Record<string, unknown>) => cloud.call('bench', event, { openid: 'bench' });
    await act({ act: 'query', name: 'few', times: 50, newest: few });
    const writes = times.parse(await act({ act: 'writes', times: readings }));
    const reads = times.parse(await act({ act: 'reads', times: readings }));
    const writesPerSecond = z.number().parse(await act({ act: 'inFlight', times: 4000, lanes: 20 }));
    await fill(cloud, 'few', few);
    await fill(cloud, 'many', many);
    const asked = { few: [] as number[], many: [] as number[] };
    // In turns, so that a busy machine is busy for both.
    for (let round = 0; round < 10; round++) {
      asked.few.push(...times.parse(await act({ act: 'query', name: 'few', times: 30, newest: few })));
      asked.many.push(...times.parse(await act({ act: 'query', name: 'many', times: 30, newest: many })));
    }
    return {
      'store.readMs': median(reads),
      'store.writeMs': median(writes),
      'store.writesPerSecond': writesPerSecond,
      'store.indexedQueryMs': median(asked.many),
      'store.indexedQueryRatio': median(asked.many) / median(asked.few),
    };
  } finally {
    await remove();
  }
}

async function fill(cloud: Cloud, name: string, size: number): Promise<void> {
  const start = performance.now();
  const text = '食堂的汤有点凉。'.repeat(12);
  for (let from = 0; from < size; from += 5000) {
    const documents = Array.from({ length: Math.min(5000, size - from) }, (_, i) => {
      const at = from + i;
      return {
        _id: `c${at}`,
        department: `d${at % 50}`,
        at,
        state: at % 3 === 0 ? 'closed' : 'assigned',
        text,
      };
    });
    await cloud.seed(name, documents);
  }
  console.error(
    `filled ${size} in ${Math.round((performance.now() - start) / 1000)} s, ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  );
}
