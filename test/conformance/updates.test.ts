import type { Document } from '../../dev/cloud/store/value';
import { type Bench, type Script, startBench } from './harness';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

let number = 0;

/** Applies one update through the SDK to a document of its own; the document afterwards, or the refusal. */
async function updated(before: Document, data: Script<undefined>): Promise<unknown> {
  number += 1;
  const _id = `u${number}`;
  await bench.seed('things', [{ _id, ...before }]);
  const source = `async ({ db, _ }, id) => db.collection('things').doc(id).update({ data: (${data.toString()})({ db, _ }) })`;
  const answer = await bench.call('script', { source, input: _id }, { openid: 'o' });
  const { error } = JSON.parse(JSON.stringify(answer));
  const { _id: _own, ...after } = bench.read('things').find((one) => one._id === _id) ?? {};
  return error ? `${error.message}` : after;
}

describe('an update changes what MongoDB changes', () => {
  const table: [label: string, before: Document, data: Script<undefined>, after: Document][] = [
    ['sets a field', { a: 1 }, () => ({ a: 2, b: 3 }), { a: 2, b: 3 }],
    [
      'sets inside an object and leaves the rest',
      { a: { x: 1, y: 2 } },
      () => ({ a: { x: 9 } }),
      { a: { x: 9, y: 2 } },
    ],
    [
      'replaces an object with set',
      { a: { x: 1, y: 2 } },
      ({ _ }) => ({ a: _.set({ x: 9 }) }),
      { a: { x: 9 } },
    ],
    ['makes the objects on the way', {}, () => ({ 'a.b.c': 1 }), { a: { b: { c: 1 } } }],
    ['sets an element', { a: [1, 2] }, () => ({ 'a.1': 5 }), { a: [1, 5] }],
    ['pads an array with null', { a: [1] }, () => ({ 'a.2': 5 }), { a: [1, null, 5] }],
    ['removes a field', { a: 1, b: 2 }, ({ _ }) => ({ a: _.remove() }), { b: 2 }],
    ['inc', { n: 1 }, ({ _ }) => ({ n: _.inc(2) }), { n: 3 }],
    ['inc of a missing field', {}, ({ _ }) => ({ n: _.inc(2) }), { n: 2 }],
    ['mul', { n: 3 }, ({ _ }) => ({ n: _.mul(2) }), { n: 6 }],
    ['mul of a missing field is 0', {}, ({ _ }) => ({ n: _.mul(2) }), { n: 0 }],
    ['min keeps the smaller', { n: 3 }, ({ _ }) => ({ n: _.min(2) }), { n: 2 }],
    ['max keeps the greater', { n: 3 }, ({ _ }) => ({ n: _.max(2) }), { n: 3 }],
    ['bit', { n: 5 }, ({ _ }) => ({ n: _.bit({ and: 6 } as unknown as number) }), { n: 4 }],
    ['rename', { a: 1 }, ({ _ }) => ({ a: _.rename('b') }), { b: 1 }],
    ['push', { a: [1] }, ({ _ }) => ({ a: _.push([2, 3]) }), { a: [1, 2, 3] }],
    ['push to a missing field', {}, ({ _ }) => ({ a: _.push([2]) }), { a: [2] }],
    [
      'push with a slice to a missing field',
      {},
      ({ _ }) => ({ a: _.push({ each: [1, 2, 3], slice: 2 }) }),
      { a: [1, 2] },
    ],
    [
      'push sorted and sliced',
      { a: [5, 1] },
      ({ _ }) => ({ a: _.push({ each: [3], sort: 1, slice: -2 }) }),
      { a: [3, 5] },
    ],
    [
      'push at a place',
      { a: [1, 2] },
      ({ _ }) => ({ a: _.push({ each: [9], position: 1 }) }),
      { a: [1, 9, 2] },
    ],
    ['pop', { a: [1, 2] }, ({ _ }) => ({ a: _.pop() }), { a: [1] }],
    ['shift', { a: [1, 2] }, ({ _ }) => ({ a: _.shift() }), { a: [2] }],
    ['unshift', { a: [1] }, ({ _ }) => ({ a: _.unshift([8, 9]) }), { a: [8, 9, 1] }],
    ['addToSet takes what is new', { a: [1] }, ({ _ }) => ({ a: _.addToSet(1) }), { a: [1] }],
    ['addToSet of an object', { a: [] }, ({ _ }) => ({ a: _.addToSet({ x: 1 }) }), { a: [{ x: 1 }] }],
    ['pull by value', { a: [1, 2, 1] }, ({ _ }) => ({ a: _.pull(1) }), { a: [2] }],
    ['pull by condition', { a: [1, 5, 9] }, ({ _ }) => ({ a: _.pull(_.gt(4)) }), { a: [1] }],
    [
      'pull by fields',
      {
        a: [
          { k: 1, v: 2 },
          { k: 2, v: 2 },
        ],
      },
      ({ _ }) => ({ a: _.pull({ k: 1 }) }),
      { a: [{ k: 2, v: 2 }] },
    ],
    ['pullAll', { a: [1, 2, 3] }, ({ _ }) => ({ a: _.pullAll([1, 3]) }), { a: [2] }],
  ];
  test.each(table)('%s', async (_label, before, data, after) => {
    expect(await updated(before, data)).toEqual(after);
  });
});

describe('an update that MongoDB refuses is refused, and nothing is changed', () => {
  const table: [label: string, before: Document, data: Script<undefined>, message: RegExp][] = [
    [
      'a field below null',
      { a: null },
      () => ({ 'a.b': 1 }),
      /Cannot create field 'b' in element \{a: null\}/,
    ],
    [
      'a field below a number',
      { a: 1 },
      () => ({ a: { b: 1 } }),
      /Cannot create field 'b' in element \{a: 1\}/,
    ],
    ['a named field of an array', { a: [1] }, () => ({ 'a.b': 1 }), /Cannot create field 'b'/],
    [
      'push on a string',
      { a: 'x' },
      ({ _ }) => ({ a: _.push(['y']) }),
      /must be an array but is of type string/,
    ],
    ['push on null', { a: null }, ({ _ }) => ({ a: _.push(['y']) }), /must be an array but is of type null/],
    ['pull on an object', { a: {} }, ({ _ }) => ({ a: _.pull(1) }), /must be an array but is of type object/],
    ['pop on a number', { a: 1 }, ({ _ }) => ({ a: _.pop() }), /must be an array but is of type int/],
    [
      'addToSet on a boolean',
      { a: true },
      ({ _ }) => ({ a: _.addToSet(1) }),
      /must be an array but is of type bool/,
    ],
    ['inc on a string', { a: '1' }, ({ _ }) => ({ a: _.inc(1) }), /non-numeric type string/],
    ['inc on null', { a: null }, ({ _ }) => ({ a: _.inc(1) }), /non-numeric type null/],
    [
      'inc by a string',
      { a: 1 },
      ({ _ }) => ({ a: _.inc('1' as unknown as number) }),
      /non-numeric argument/,
    ],
    ['mul on a date', { a: new Date(0) }, ({ _ }) => ({ a: _.mul(2) }), /non-numeric type date/],
    [
      'two changes of one path',
      { a: {} },
      ({ _ }) => ({ 'a.b': 1, a: _.set({}) }),
      /would create a conflict/,
    ],
    [
      'addToSet of each, which the SDK sends without its dollar',
      { a: [] },
      ({ _ }) => ({ a: _.addToSet({ each: [1, 2] }) }),
      /addToSet\(\{each\}\) is absent/,
    ],
    ['bits of a text', { a: 'x' }, ({ _ }) => ({ a: _.bit({ or: 1 } as unknown as number) }), /non-integral/],
    ['a positional path', { a: [1] }, () => ({ 'a.$': 2 }), /no positional updates/],
  ];
  test.each(table)('%s', async (_label, before, data, message) => {
    expect(await updated(before, data)).toMatch(message);
    expect(bench.read('things').find((one) => one._id === `u${number}`)).toEqual({
      _id: `u${number}`,
      ...before,
    });
  });
});

test('one of forty callers for each of ten units gets it, and no more', async () => {
  await bench.seed('things', [{ _id: 'stock', left: 10 }]);
  const take: Script<undefined> = ({ db, _, stats }) =>
    stats(
      db
        .collection('things')
        .where({ _id: 'stock', left: _.gt(0) })
        .update({ data: { left: _.inc(-1) } }),
    );
  const taken = await Promise.all(Array.from({ length: 40 }, () => bench.run(take)));
  expect(taken.filter((one) => JSON.stringify(one) === '{"updated":1}')).toHaveLength(10);
  expect(bench.read('things').find(({ _id }) => _id === 'stock')).toEqual({ _id: 'stock', left: 0 });
});

test('updateAndReturn of the node SDK answers the document as it is now', async () => {
  await bench.seed('things', [{ _id: 'back', n: 1, kind: 'k' }]);
  const value = await bench.run(async ({ tcb }) => {
    const db = tcb.init({ env: tcb.SYMBOL_CURRENT_ENV }).database();
    const hit = await db
      .collection('things')
      .where({ _id: 'back', n: 1 })
      .updateAndReturn({ n: db.command.inc(1) });
    const miss = await db
      .collection('things')
      .where({ _id: 'back', n: 1 })
      .updateAndReturn({ n: db.command.inc(1) });
    return { hit: [hit.updated, hit.doc], miss: [miss.updated, String(miss.doc)] };
  });
  expect(value).toEqual({ hit: [1, { _id: 'back', n: 2, kind: 'k' }], miss: [0, 'null'] });
});

// The real back end counts here what it found, and in `where().update()` what it changed.
test.each<[label: string, script: Script<undefined>, answer: object]>([
  [
    'updateAndReturn',
    async ({ tcb }) => {
      const things = tcb.init({ env: tcb.SYMBOL_CURRENT_ENV }).database().collection('things');
      const { updated, doc } = await things.where({ _id: 'same' }).updateAndReturn({ n: 1 });
      return { updated, doc };
    },
    { updated: 1, doc: { _id: 'same', n: 1, at: '2030-01-01T00:00:00.000Z' } },
  ],
  [
    'set of the very document',
    ({ db, stats }) =>
      stats(
        db
          .collection('things')
          .doc('same')
          .set({ data: { n: 1, at: new Date(Date.UTC(2030, 0, 1)) } }),
      ),
    { updated: 1, created: 0 },
  ],
  [
    'update by a condition',
    ({ db, stats }) =>
      stats(
        db
          .collection('things')
          .where({ _id: 'same' })
          .update({ data: { n: 1 } }),
      ),
    { updated: 0 },
  ],
])('%s of what is there already counts as the service counts', async (_label, script, answer) => {
  await bench.run(({ db }) =>
    db
      .collection('things')
      .doc('same')
      .set({ data: { n: 1, at: new Date(Date.UTC(2030, 0, 1)) } }),
  );
  expect(await bench.run(script)).toEqual(answer);
});
