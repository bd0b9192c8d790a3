import type { Product } from '../cloud';
import { expectNoFindings } from '../inspected';
import { drop, PassHolder, publishedPasses, type Words } from './pass-holder';
import { DAY, form, HOUR, MINUTE, startCases } from './people';

// A member of the college is given a few passes a month and files an anonymous item by the way without an account.

const MONTH = '2026-11';
let product: Product;
beforeAll(async () => {
  product = await startCases({ env: { PASSES: '1' } });
  await product.cloud.tick('jobs');
});
afterAll(() => product.stop());

const call = (who: string) => product.as(who);
const forward = async (by: number) => {
  product.cloud.state.clock.move(product.cloud.clock.now() + by);
  await product.cloud.tick('jobs');
};
/** To the minute in which letters are opened. */
const toOpening = () => forward(10 * MINUTE - (product.cloud.clock.now() % (10 * MINUTE)));
const byReceipt = (receiptCode: string) => call('o-stranger').call('case.byReceipt', { receiptCode });
const holderOf = async (who: string): Promise<PassHolder> => {
  const holder = new PassHolder(product, who);
  await holder.fetch(MONTH);
  return holder;
};

describe('giving passes out', () => {
  test('as many as the rule book says, with one key that everybody reads without an account', async () => {
    const lin = await holderOf('p-lin');
    expect(lin.book.left(MONTH)).toBe(4);
    expect(await publishedPasses(product, MONTH)).toMatchObject({ passes: 4, issued: null, spent: null });
    expect(await publishedPasses(product, '2026-12')).toBeNull();
  });

  test('once a month: the same values get the same answer, others none, under no request id', async () => {
    const published = await publishedPasses(product, MONTH);
    if (!published) throw new Error('no passes');
    const [first, second] = [new PassHolder(product, 'p-he'), new PassHolder(product, 'p-he')];
    const blinded = await first.book.prepare(published);
    const asked = { month: MONTH, blinded };
    const answer = await call('p-he').call('account.fetchPasses', asked);
    expect(await call('p-he').call('account.fetchPasses', asked)).toEqual(answer);
    await expect(second.fetch(MONTH)).rejects.toMatchObject({ code: 'passes_taken' });
  });

  test('two at once with different values: one of them', async () => {
    const asked = [1, 2, 3].map(() => new PassHolder(product, 'p-gao').fetch(MONTH));
    const done = await Promise.allSettled(asked);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test.each([
    ['a stranger', 'o-stranger', MONTH, 'not_bound'],
    ['for the next month', 'p-zhou', '2026-12', 'passes_not_ready'],
    ['for the month before', 'p-zhou', '2026-10', 'passes_not_ready'],
  ])('%s gets none', async (_label, who, month, code) => {
    const published = await publishedPasses(product, MONTH);
    if (!published) throw new Error('no passes');
    const blinded = await new PassHolder(product, who).book.prepare(published);
    await expect(call(who).call('account.fetchPasses', { month, blinded })).rejects.toMatchObject({ code });
  });

  test('nobody gets more by sending more values, or one of another size', async () => {
    const published = await publishedPasses(product, MONTH);
    if (!published) throw new Error('no passes');
    const blinded = await new PassHolder(product, 'p-zhou').book.prepare({ ...published, passes: 5 });
    for (const values of [blinded, blinded.slice(0, 3), ['AAAA', ...blinded.slice(0, 3)]])
      await expect(
        call('p-zhou').call('account.fetchPasses', { month: MONTH, blinded: values }),
      ).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('what is recorded holds neither time nor account, and the voice is another one every month', () => {
    const records = product.cloud.read('pass_issues');
    for (const record of records)
      expect(Object.keys(record).sort()).toEqual(['_id', 'fingerprint', 'month', 'passes', 'voice']);
    expect(JSON.stringify(records)).not.toContain(call('p-lin').openid);
  });

  test('in at most five round trips: person, claim, month, key, record', async () => {
    const published = await publishedPasses(product, MONTH);
    if (!published) throw new Error('no passes');
    const blinded = await new PassHolder(product, 'p-zhou').book.prepare(published);
    const { count } = await product.cloud.countRoundTrips(() =>
      call('p-zhou').call('account.fetchPasses', { month: MONTH, blinded }),
    );
    expect(count).toBeLessThanOrEqual(5);
  });
});

describe('filing with a pass', () => {
  let holder: PassHolder;
  beforeAll(async () => {
    holder = new PassHolder(product, 'p-ma');
    await holder.fetch(MONTH);
  });

  test('an item goes without an account, is a case after ten minutes, and is followed by its code', async () => {
    const { body, receipt } = await holder.write(MONTH, { title: '匿名的一件事' });
    const { count, result } = await product.cloud.countRoundTrips(() => drop(product, body));
    expect(result).toBe('kept');
    expect(count).toBeLessThanOrEqual(2);
    // Neither in the minutes between, nor when the timer runs all its steps.
    await forward(MINUTE + (product.cloud.clock.now() % (10 * MINUTE) === 0 ? MINUTE : 0));
    await expect(byReceipt(receipt)).rejects.toMatchObject({ code: 'receipt_unknown' });
    await toOpening();
    const seen = await byReceipt(receipt);
    expect(seen).toMatchObject({ title: '匿名的一件事', status: 'submitted' });
    const [kept] = product.cloud.read('cases').filter(({ title }) => title === '匿名的一件事');
    expect(kept).toMatchObject({ askerId: null, identity: 'anonymous', isHeld: true, phone: '' });
    expect(Number(kept?.submittedAt) % (10 * MINUTE)).toBe(0);
  });

  test('what names a category that was retired keeps it; one that never was is filed under 其他', async () => {
    const admin = call('p-shen');
    const { version, topics, categories } = await admin.call('case.topicList', {});
    const abroad = { id: null, name: '国际交流', departmentId: null, urgency: null, isRetired: true };
    await admin.call('case.saveTopics', { version, topics, categories: [...categories, abroad] });
    const sender = await holderOf('p-xu');
    for (const category of ['c1', 'c9'] as const)
      expect(
        await drop(product, (await sender.write(MONTH, { category, title: `来自 ${category}` })).body),
      ).toBe('kept');
    await forward(MINUTE);
    await toOpening();
    const filed = product.cloud.read('cases').filter(({ title }) => String(title).startsWith('来自'));
    expect(filed.map(({ title, category }) => `${title} ${category}`).sort()).toEqual([
      '来自 c1 c1',
      '来自 c9 other',
    ]);
  });

  test('a letter holds no time, no account and nothing of who sent it', async () => {
    const { body } = await holder.write(MONTH, { title: '一封信' });
    await drop(product, body);
    const shard = product.cloud.read('letters').find((each) => JSON.stringify(each).includes('一封信'));
    expect(Object.keys(Object(shard)).sort()).toEqual(['_id', 'isOpen', 'month', 'spent', 'waiting']);
    const [letter] = Object.values(Object(Object(shard).spent)).filter(
      (each) => Object(each).letter !== null,
    );
    expect(Object.keys(Object(letter)).sort()).toEqual(['fingerprint', 'letter']);
    expect(Object.keys(Object(Object(letter).letter)).sort()).toEqual(
      [
        'category',
        'channel',
        'isProtected',
        'place',
        'protection',
        'receipt',
        'text',
        'title',
        'urgency',
      ].sort(),
    );
    expect(product.cloud.logs().filter(({ functionName }) => functionName === 'letterbox')).toEqual([]);
  });

  test('a pass is spent once; the same item again is the same item, before it is opened and after', async () => {
    const { body, slot } = await holder.write(MONTH, { title: '只有一件' });
    const receipt = await holder.book.receiptCode();
    const other = holder.book.letter(MONTH, slot, { ...JSON.parse(body), title: '另一件', receipt });
    expect(await Promise.all([drop(product, body), drop(product, body)])).toEqual(['kept', 'kept']);
    expect(await drop(product, other)).toBe('spent');
    await toOpening();
    expect(await drop(product, body)).toBe('kept');
    expect(await drop(product, other)).toBe('spent');
    await toOpening();
    expect(product.cloud.read('cases').filter(({ title }) => title === '只有一件')).toHaveLength(1);
    expect(product.cloud.read('cases').filter(({ title }) => title === '另一件')).toEqual([]);
  });

  test.each([
    ['a pass of nobody', { signature: `${'A'.repeat(341)}A` }, 'signature_invalid'],
    ['a month without passes', { month: '2025-01' }, 'month_unknown'],
    ['plain abuse', { title: '傻逼', text: '傻逼' }, 'words_refused'],
    ['an account beside it', { openid: 'o-lin' }, 'malformed'],
    ['an empty title', { title: ' ' }, 'malformed'],
    ['a category that is none', { category: 'gossip' }, 'malformed'],
    ['a receipt code with a look-alike', { receipt: 'I'.repeat(20) }, 'malformed'],
  ])('%s is answered and changes nothing', async (_label, changed, answer) => {
    const before = JSON.stringify(product.cloud.read('letters'));
    const free = await holderOfFresh();
    const { body } = await free.write(MONTH);
    expect(await drop(product, JSON.stringify({ ...JSON.parse(body), ...changed }))).toBe(answer);
    expect(JSON.stringify(product.cloud.read('letters'))).toBe(before);
  });

  // No answer of the letterbox knows who writes, so what the app refuses for a name is refused here as well.
  test.each<[string, Partial<NonNullable<Words['protection']>>, string[]]>([
    ['the leaders', {}, ['p-zheng']],
    ['the discipline office', { route: 'discipline' }, ['p-jin']],
    ['the leaders, about the one there is', { aboutLeaderIds: ['p-zheng'] }, []],
  ])('a protected letter to %s is in their hands alone, or is not taken', async (_label, changed, hands) => {
    const free = await holderOfFresh();
    const title = `有人打听是谁提的，${JSON.stringify(changed)}`;
    const protection = {
      route: 'leaders' as const,
      aboutOffice: false,
      aboutDepartmentIds: [],
      aboutLeaderIds: [],
      ...changed,
    };
    const { body } = await free.write(MONTH, { title, isProtected: true, protection });
    expect(await drop(product, body)).toBe(hands.length > 0 ? 'kept' : 'unheard');
    await toOpening();
    const [filed] = product.cloud.read('cases').filter((each) => each.title === title);
    expect(filed === undefined).toBe(hands.length === 0);
    const caseId = String(filed?._id);
    const seen: string[] = [];
    for (const who of ['p-zheng', 'p-jin', 'p-wu', 'p-luo', 'p-xu', 'p-ma', 'p-tang', 'p-shen'])
      await call(who)
        .call('case.get', { caseId })
        .then(
          () => seen.push(who),
          (refusal: unknown) => expect(refusal).toMatchObject({ code: 'not_found' }),
        );
    expect(seen).toEqual(hands);
    for (const who of hands) {
      const { messages } = await call(who).call('announcement.inbox', {});
      expect(messages.some(({ body: text }) => text.includes('保密举报'))).toBe(true);
    }
  });

  test('nobody files anonymously by the way that knows the account', async () => {
    const receiptSeed = 'a'.repeat(32);
    for (const who of ['p-lin', 'o-stranger'])
      await expect(
        call(who).call('case.submit', { ...form, identity: 'anonymous', receiptSeed }),
      ).rejects.toMatchObject({ code: 'pass_needed' });
    await expect(call('p-lin').call('case.submit', form)).resolves.toBeDefined();
  });

  test('the phone is told where', async () => {
    expect(await call('p-lin').call('account.me', {})).toMatchObject({
      passBase: `${product.cloud.url}/http`,
    });
  });
});

let spare: PassHolder | undefined;
/** One who has passes to waste, for so many letters. */
async function holderOfFresh(letters = 1): Promise<PassHolder> {
  if (!spare || spare.book.left(MONTH) < letters) {
    const free = ['p-xu', 'p-sun', 'p-qian', 'p-wu', 'p-luo', 'p-zheng', 'p-pan', 'p-shen'].filter(
      (who) => !product.cloud.read('pass_issues').some(({ _id }) => _id === `${MONTH}:${who}`),
    );
    spare = await holderOf(free[0] ?? '');
  }
  return spare;
}

describe('the number of an anonymous item', () => {
  const placeOf = (number: unknown) => Number(String(number).slice(9));

  test('by pass: drawn, and no number of the day is used up', async () => {
    const holder = await holderOfFresh();
    const before = placeOf((await call('p-zhou').call('case.submit', form)).number);
    const { body } = await holder.write(MONTH, { title: '看编号' });
    await drop(product, body);
    await toOpening();
    const [kept] = product.cloud.read('cases').filter(({ title }) => title === '看编号');
    expect(placeOf(kept?.number)).toBeGreaterThanOrEqual(5000);
    expect(placeOf((await call('p-zhou').call('case.submit', form)).number)).toBe(before + 1);
  });

  test('through WeChat: sixty of them in one day come in no order, and none between two named ones', async () => {
    const own = await startCases();
    try {
      const drawn: number[] = [];
      const named: number[] = [];
      for (let at = 0; at < 60; at++) {
        const receiptSeed = String(at).padStart(32, '0');
        const asker = own.as(`o-asker-${at}`);
        const sent = await asker.call('case.submit', { ...form, identity: 'anonymous', receiptSeed });
        drawn.push(placeOf(sent.number));
        if (at % 10 === 0) named.push(placeOf((await own.as('p-lin').call('case.submit', form)).number));
        own.cloud.state.clock.move(own.cloud.clock.now() + MINUTE);
      }
      // Half of the steps of a random order go up; as few as twelve of 59, or as many as 47, is eight deviations away.
      const rises = drawn.slice(1).filter((number, at) => number > (drawn[at] ?? 0)).length;
      expect(rises).toBeGreaterThan(12);
      expect(rises).toBeLessThan(47);
      expect(new Set(drawn).size).toBe(60);
      expect(Math.max(...named)).toBeLessThan(Math.min(...drawn));
      expect(named).toEqual([1, 2, 3, 4, 5, 6]);
      await expectNoFindings(own);
    } finally {
      await own.stop();
    }
  });
});

describe('the end of a month', () => {
  test('its key is destroyed, its passes last another month, and then what was spent is counted', async () => {
    const holder = await holderOfFresh(2);
    const now = product.cloud.clock.now();
    // The last days of the month: the next key is public before anybody is given anything of it.
    await forward(Date.UTC(2026, 10, 29, 2) - now);
    expect(await publishedPasses(product, '2026-12')).toMatchObject({ passes: 4 });
    await forward(3 * DAY);
    expect(product.cloud.read('pass_keys').map(({ _id }) => _id)).toEqual(['2026-12']);
    await expect(new PassHolder(product, 'p-tang').fetch(MONTH)).rejects.toMatchObject({
      code: 'passes_not_ready',
    });
    expect(await drop(product, (await holder.write(MONTH)).body)).toBe('kept');
    await toOpening();
    const last = (await holder.write(MONTH)).body;
    const issued = product.cloud.read('pass_issues').length * 4;
    await expectNoFindings(product);

    await forward(32 * DAY);
    await forward(HOUR);
    expect(await drop(product, last)).toBe('month_unknown');
    const counted = await publishedPasses(product, MONTH);
    expect(counted).toMatchObject({ issued, spent: expect.any(Number) });
    expect(Number(counted?.spent)).toBeLessThanOrEqual(issued);
    expect(product.cloud.read('pass_issues').filter(({ month }) => month === MONTH)).toEqual([]);
    expect(product.cloud.read('letters').filter(({ month }) => month === MONTH)).toEqual([]);
    await expectNoFindings(product);
  });
});
