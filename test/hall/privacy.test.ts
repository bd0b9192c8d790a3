import * as z from 'zod';
import { type Product, Refused } from '../cloud';
import { openEveryDoor, startDemo } from '../house/open-doors';

// A passage that must not be public is taken out of everything that is: out of every revision of the minutes, and out of
// whatever was made of them. What stays is where, when and why.

const NAME = '欧阳慕雪';
const WRITTEN = [NAME, '欧阳 慕雪', '欧阳　慕雪'];
const SESSION = 'session-14';

const minutesOf = z.looseObject({
  _id: z.string(),
  revisions: z.array(z.looseObject({ revision: z.number() })),
});
const WORDS =
  /^(title|text|reply|body|answer|answered|asked|progress|preface|plan|note|topics|reason|grounds|detail|dateReason|venue)$/;

/** The name behind every word that may be read, each time written in another way. */
function told(value: unknown, areWords = false, seen = { times: 0 }): unknown {
  if (typeof value === 'string')
    return areWords && /\p{Script=Han}/u.test(value) ? value + WRITTEN[seen.times++ % WRITTEN.length] : value;
  if (Array.isArray(value)) return value.map((part) => told(part, areWords, seen));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, told(part, WORDS.test(key), seen)]),
  );
}

const minutedCase = z.looseObject({
  _id: z.string(),
  sessionId: z.string().nullable(),
  isPublic: z.boolean(),
});

const COPIES = ['minutes', 'surveys', 'results', 'cards', 'questions', 'sessions', 'cases', 'remarks'];

/** Whose names somebody kept by mistake where no minutes say them. */
const BESIDE = { cards: '令狐小冲', remarks: '独孤小败', sessions: '慕容小复' } as const;

/** A name in the appeal of a card and in the reason of a date. */
function beside(collection: string, document: object): object {
  const name = Object.entries(BESIDE).find(([of]) => of === collection)?.[1];
  if (name === undefined || collection === 'remarks') return document;
  if (collection === 'sessions')
    return {
      ...document,
      ...movedFor(name),
      plan: { ...planned.parse(document).plan, venue: `${name}报告厅` },
    };
  return { ...document, appeal: { ...appeal, grounds: `已通知${name}` } };
}
const planned = z.looseObject({ plan: z.looseObject({}) });
/** A place that is named after somebody stands in the change of the plan too. */
const movedFor = (name: string) => ({
  dateReason: `停课${name}`,
  changes: [
    { at: 1, reason: '场地检修', differences: [{ what: 'venue', from: '一号厅', to: `${name}报告厅` }] },
    { at: 2, reason: '场地检修', differences: [{ what: 'venue', from: `${name}报告厅`, to: '一号厅' }] },
  ],
});
const appeal = { at: 1, by: '马老师', decision: 'upheld', reason: '维持' } as const;
const isOf = (document: object) => JSON.stringify(document).includes(`"${SESSION}`);

/** Minutes that were corrected once already: the name stands in both revisions. */
function twice(document: object): object {
  const { revisions, ...rest } = minutesOf.parse(document);
  const [first] = revisions;
  return { ...rest, revisions: [first, { ...first, revision: 2, reason: `标题有误${NAME}` }] };
}

let product: Product;
beforeAll(async () => {
  product = await startDemo((collection, documents) =>
    documents.map((document) => {
      if (!COPIES.includes(collection) || !isOf(document)) return document;
      const words = z.looseObject({}).parse(told(document));
      return collection === 'minutes' ? twice(words) : beside(collection, words);
    }),
  );
  await product.cloud.tick('jobs');
});
afterAll(() => product.stop());

const office = () => product.as('p-wu');
const version = async () =>
  (await office().call('hall.minutesDraft', { sessionId: SESSION })).draft?.version ?? 0;

const SAID = /欧阳\s*慕雪/;
const minutedCases = () =>
  product.cloud
    .read('cases')
    .map((document) => minutedCase.parse(document))
    .filter(({ sessionId, isPublic }) => sessionId === SESSION && isPublic)
    .map(({ _id }) => _id)
    .slice(0, 3);

/** The doors at which the name is read. */
async function doorsOf(): Promise<string[]> {
  const found = new Set<string>();
  const hear = (door: string, said: unknown) => {
    if (SAID.test(JSON.stringify(said))) found.add(door);
  };
  await openEveryDoor(product, hear, minutedCases());
  return [...found].sort();
}

const holding = (name: string) =>
  Object.keys(BESIDE).filter((of) => JSON.stringify(product.cloud.read(of)).includes(name));

test('what stands beside the minutes alone is blacked out too, through the door of the session or of a case', async () => {
  const { cards, remarks, sessions } = BESIDE;
  const remark = { survey: `${SESSION}.r1`, sessionId: SESSION, state: 'shown', reason: '' };
  await product.cloud.seed('remarks', [{ ...remark, _id: 'remark-1', text: `谢谢${remarks}` }]);
  expect([cards, remarks, sessions].map(holding)).toEqual([['cards'], ['remarks'], ['sessions']]);
  const reason = '涉及个人';
  const passages = [remarks, sessions];
  await office().call('hall.correctPrivacy', {
    sessionId: SESSION,
    version: await version(),
    passages,
    reason,
  });
  expect([cards, remarks, sessions].map(holding)).toEqual([['cards'], [], []]);
  const [caseId = ''] = minutedCases();
  await office().call('case.correctPrivacy', { caseId, passages: [cards], reason });
  expect(holding(cards)).toEqual([]);
  const { minutes } = await product.as('nobody').call('hall.minutes', { sessionId: SESSION });
  expect(minutes?.privacyCorrections).toMatchObject([{ places: [] }, { places: [] }]);
});

test('a passage is asked for that stands there, and a reason that does not say it again', async () => {
  const give = async (passages: string[], reason: string) =>
    office().call('hall.correctPrivacy', { sessionId: SESSION, version: await version(), passages, reason });
  await expect(give(['上官飞燕'], '涉及个人')).rejects.toMatchObject({ code: 'passage_unknown' });
  await expect(give(['的'], '涉及个人')).rejects.toMatchObject({ code: 'passage_unknown' });
  await expect(give([NAME], `写了${NAME}`)).rejects.toMatchObject({ code: 'redaction_open' });
  const handler = product.as('p-ma');
  const input = { sessionId: SESSION, version: 1, passages: [NAME], reason: '涉及个人' };
  await expect(handler.call('hall.correctPrivacy', input)).rejects.toBeInstanceOf(Refused);
});

test('a name in every revision is read nowhere any more; place, date and reason are', async () => {
  const nobody = product.as('nobody');
  const [caseId = ''] = minutedCases();
  const before = await Promise.all([
    nobody.call('hall.minutes', { sessionId: SESSION }),
    nobody.call('case.get', { caseId }),
    nobody.call('survey.cards', { sessionId: SESSION }),
    nobody.call('survey.results', { sessionId: SESSION }),
    product.cloud.http('portal', { path: '/minutes' }),
  ]);
  for (const said of before) expect(JSON.stringify(said)).toMatch(SAID);

  const input = { sessionId: SESSION, version: await version(), passages: [NAME], reason: '涉及个人' };
  const first = await office().call('hall.correctPrivacy', input, 'privacy-1');
  // Each instance searches for a minute in what it has read.
  await product.cloud.clock.set(product.cloud.clock.now() + 61_000);
  expect(await doorsOf()).toEqual([]);
  // The same request again changes nothing.
  expect((await office().call('hall.correctPrivacy', input, 'privacy-1')).version).toBe(first.version);

  const [newest, oldest] = await Promise.all(
    [undefined, 1].map((revision) =>
      product.as('nobody').call('hall.minutes', { sessionId: SESSION, revision }),
    ),
  );
  expect(newest?.minutes?.revisions).toHaveLength(2);
  for (const read of [newest, oldest]) {
    expect(JSON.stringify(read)).toContain('██');
    const correction = read?.minutes?.privacyCorrections.at(-1);
    expect(correction).toMatchObject({ reason: '涉及个人', at: expect.any(Number) });
    expect(correction?.places).toContainEqual({ item: 1, field: 'answer' });
    expect(correction?.places).toContainEqual({ item: 0, field: 'preface' });
  }
  expect((await product.cloud.http('portal', { path: '/minutes' })).body).toContain('涉及个人');
  const { blackedOutAt } = await product.as('nobody').call('session.home', {});
  expect(blackedOutAt).toBeGreaterThanOrEqual(newest?.minutes?.privacyCorrections[0]?.at ?? Number.MAX_VALUE);
});
