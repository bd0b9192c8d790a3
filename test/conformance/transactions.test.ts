import { type Bench, startBench } from './harness';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const stored = (id: string) => bench.read('things').find(({ _id }) => _id === id);

test('a transaction is seen as a whole, after its commit', async () => {
  await bench.seed('things', [{ _id: 'a', n: 1 }]);
  const value = await bench.run(async ({ db, data }) => {
    const transaction = await db.startTransaction();
    await transaction
      .collection('things')
      .doc('a')
      .update({ data: { n: 2 } });
    await transaction.collection('things').add({ data: { _id: 'b', n: 3 } });
    const outside = await data(
      db
        .collection('things')
        .where({ n: db.command.gt(1) })
        .get(),
    );
    const inside = await data(
      transaction
        .collection('things')
        .where({ n: db.command.gt(1) })
        .get(),
    );
    await transaction.commit();
    const after = await data(
      db
        .collection('things')
        .where({ n: db.command.gt(1) })
        .get(),
    );
    return { outside, inside, after };
  });
  const both = [
    { _id: 'a', n: 2 },
    { _id: 'b', n: 3 },
  ];
  expect(value).toEqual({ outside: [], inside: both, after: both });
});

test('a rollback leaves no trace', async () => {
  await bench.seed('things', [{ _id: 'r', n: 1 }]);
  await bench.run(async ({ db }) => {
    const transaction = await db.startTransaction();
    await transaction.collection('things').doc('r').remove();
    await transaction.collection('things').add({ data: { _id: 'r2' } });
    await transaction.rollback();
  });
  expect(stored('r')).toEqual({ _id: 'r', n: 1 });
  expect(stored('r2')).toBeUndefined();
});

test('reads see the documents as they were at the first of them', async () => {
  await bench.seed('things', [{ _id: 's', n: 1 }]);
  const value = await bench.run(async ({ db, data }) => {
    const transaction = await db.startTransaction();
    const before = await data(transaction.collection('things').doc('s').get());
    await db
      .collection('things')
      .doc('s')
      .update({ data: { n: 2 } });
    const during = await data(transaction.collection('things').doc('s').get());
    await transaction.commit();
    return [before, during, await data(db.collection('things').doc('s').get())];
  });
  expect(value).toEqual([
    { _id: 's', n: 1 },
    { _id: 's', n: 1 },
    { _id: 's', n: 2 },
  ]);
});

test('writing what has changed since the snapshot is a conflict, told at once', async () => {
  await bench.seed('things', [{ _id: 'c', n: 1 }]);
  const value = await bench.run(async ({ tcb }) => {
    const db = tcb.init({ env: tcb.SYMBOL_CURRENT_ENV }).database();
    const transaction = await db.startTransaction();
    await transaction.collection('things').doc('c').get();
    await db.collection('things').doc('c').update({ n: 2 });
    try {
      await transaction.collection('things').doc('c').update({ n: 3 });
      return 'no conflict';
    } catch (error) {
      return error instanceof Error && 'code' in error ? [error.code, error.message] : error;
    }
  });
  expect(value).toEqual([
    'DATABASE_TRANSACTION_CONFLICT',
    expect.stringContaining('Transaction is conflict, maybe resource operated by others'),
  ]);
  expect(stored('c')).toEqual({ _id: 'c', n: 2 });
});

test('of two transactions on one document the first to write wins', async () => {
  await bench.seed('things', [{ _id: 'w', n: 0 }]);
  const value = await bench.run(async ({ db }) => {
    const [one, two] = [await db.startTransaction(), await db.startTransaction()];
    await one
      .collection('things')
      .doc('w')
      .update({ data: { n: 1 } });
    let refused = '';
    try {
      await two
        .collection('things')
        .doc('w')
        .update({ data: { n: 2 } });
    } catch (error) {
      refused = String(error);
    }
    await two.rollback();
    await one.commit();
    return refused;
  });
  expect(value).toMatch(/Transaction is conflict/);
  expect(stored('w')).toEqual({ _id: 'w', n: 1 });
});

test('a write from outside waits for the transaction that holds the document', async () => {
  await bench.seed('things', [{ _id: 'h', n: 0 }]);
  const value = await bench.run(async ({ db, _, stats }) => {
    const transaction = await db.startTransaction();
    await transaction
      .collection('things')
      .doc('h')
      .update({ data: { n: _.inc(1) } });
    const order: string[] = [];
    const outside = stats(
      db
        .collection('things')
        .doc('h')
        .update({ data: { n: _.mul(10) } }),
    ).then(() => order.push('outside'));
    await db.collection('things').doc('h').get();
    order.push('commit');
    await transaction.commit();
    await outside;
    return order;
  });
  expect(value).toEqual(['commit', 'outside']);
  expect(stored('h')).toEqual({ _id: 'h', n: 10 });
});

test('write skew is allowed, as under snapshot isolation', async () => {
  await bench.seed('things', [
    { _id: 'k1', on: true },
    { _id: 'k2', on: true },
  ]);
  await bench.run(async ({ db }) => {
    const [one, two] = [await db.startTransaction(), await db.startTransaction()];
    for (const each of [one, two]) await each.collection('things').where({ on: true }).get();
    await one
      .collection('things')
      .doc('k1')
      .update({ data: { on: false } });
    await two
      .collection('things')
      .doc('k2')
      .update({ data: { on: false } });
    await one.commit();
    await two.commit();
  });
  expect([stored('k1'), stored('k2')]).toEqual([
    { _id: 'k1', on: false },
    { _id: 'k2', on: false },
  ]);
});

test('a unique key that another transaction has taken is a conflict, and a taken one a duplicate', async () => {
  const value = await bench.run(async ({ db }) => {
    const attempt = (work: Promise<unknown>) => work.then(() => 'fine', String);
    const [one, two] = [await db.startTransaction(), await db.startTransaction()];
    await one.collection('indexed').add({ data: { _id: 'x1', code: 'same' } });
    const during = await attempt(two.collection('indexed').add({ data: { _id: 'x2', code: 'same' } }));
    await one.commit();
    await two.rollback();
    const three = await db.startTransaction();
    const after = await attempt(three.collection('indexed').add({ data: { _id: 'x3', code: 'same' } }));
    await three.rollback();
    return [during, after];
  });
  expect(value).toEqual([expect.stringMatching(/conflict/), expect.stringMatching(/E11000.*by_code/)]);
});

test('a failed operation ends its transaction: what follows is refused, and the rollback is answered', async () => {
  await bench.seed('things', [{ _id: 'taken' }]);
  const value = await bench.run(async ({ db, stats }) => {
    const attempt = (work: Promise<unknown>) => work.then(() => 'fine', String);
    const transaction = await db.startTransaction();
    await transaction
      .collection('things')
      .doc('first')
      .set({ data: { n: 1 } });
    const failed = await attempt(transaction.collection('things').add({ data: { _id: 'taken' } }));
    const after = await attempt(
      transaction
        .collection('things')
        .doc('second')
        .set({ data: { n: 1 } }),
    );
    const outside = await attempt(
      stats(
        db
          .collection('things')
          .doc('first')
          .set({ data: { n: 2 } }),
      ),
    );
    return [failed, after, outside, await attempt(transaction.rollback())];
  });
  expect(value).toEqual([
    expect.stringMatching(/E11000/),
    expect.stringMatching(/TransactionNotExist/),
    'fine',
    'fine',
  ]);
  expect(stored('first')).toEqual({ _id: 'first', n: 2 });
});

test('what comes after the end is refused', async () => {
  const { error } = await bench.attempt(async ({ db }) => {
    const transaction = await db.startTransaction();
    await transaction.commit();
    await transaction
      .collection('things')
      .doc('late')
      .set({ data: { a: 1 } });
  });
  expect(error?.message).toContain(
    '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds',
  );
});

test('runTransaction of the node SDK repeats after a conflict, so that no increment is lost', async () => {
  await bench.seed('things', [{ _id: 'inc', n: 0 }]);
  const done = await bench.run(async ({ tcb }) => {
    const db = tcb.init({ env: tcb.SYMBOL_CURRENT_ENV }).database();
    const increment = () =>
      db.runTransaction(
        async (transaction: { collection(name: string): ReturnType<typeof db.collection> }) => {
          const { data } = await transaction.collection('things').doc('inc').get();
          await transaction
            .collection('things')
            .doc('inc')
            .update({ n: data.n + 1 });
        },
      );
    const outcomes = await Promise.allSettled([increment(), increment(), increment()]);
    return outcomes.filter(({ status }) => status === 'fulfilled').length;
  });
  expect(stored('inc')).toEqual({ _id: 'inc', n: done });
  expect(done).toBeGreaterThanOrEqual(2);
});

test('a write by where() while a transaction is open survives the rollback, and is warned about', async () => {
  await bench.seed('things', [{ _id: 'out', n: 1 }]);
  const before = bench.warnings().length;
  await bench.run(async ({ db }) => {
    const transaction = await db.startTransaction();
    await transaction
      .collection('things')
      .doc('in')
      .set({ data: { n: 1 } });
    await transaction
      .collection('things')
      .where({ _id: 'out' })
      .update({ data: { n: 2 } });
    await transaction.rollback();
    await db
      .collection('things')
      .where({ _id: 'out' })
      .update({ data: { m: 1 } });
  });
  expect(stored('out')).toEqual({ _id: 'out', n: 2, m: 1 });
  expect(bench.warnings().slice(before)).toEqual([
    { functionName: 'script', action: 'database.modifyDocument', collection: 'things' },
  ]);
  expect(bench.logs().at(-1)?.text).toMatch(/WARNING.*outside the open transaction/);
});
