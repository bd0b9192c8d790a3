import { HtmlValidate } from 'html-validate';
import { portalAnswers } from '../../cloudfunctions/contract/portal';
import { STYLE } from '../../cloudfunctions/portal/html/style';
import { plan, START } from '../booking/crowd';
import { type Product, startProduct } from '../cloud';
import { startDemo } from '../house/open-doors';
import { type Visited, walk } from './web';

let product: Product;
let visited: Visited[];
beforeAll(async () => {
  product = await startDemo((_, documents) => [...documents]);
  visited = await walk(product, 4);
});
afterAll(() => product.stop());

const pages = () => visited.filter(({ type }) => type.startsWith('text/html'));
const read = (path: string, headers: Record<string, string> = {}) =>
  product.cloud.http('portal', { path, headers });

test('every link of every page leads to something', () => {
  expect(visited.filter(({ status }) => status !== 200).map(({ at }) => at)).toEqual([]);
  for (const kind of [/^\/questions\//, /^\/cases\//, /^\/cards\//, /^\/rules\//, /^\/commitments\/late$/])
    expect(visited.some(({ at }) => kind.test(at))).toBe(true);
});

test('every page is valid HTML', async () => {
  // preact closes void elements with a slash, which HTML allows.
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: { 'void-style': ['error', { style: 'selfclosing' }] },
  });
  const missing = await read('/nothing');
  for (const { at, body } of [...pages(), { at: '/nothing', body: missing.body }]) {
    const { results } = await validator.validateString(body);
    expect([at, results.flatMap(({ messages }) => messages.map(({ message }) => message))]).toEqual([at, []]);
  }
});

test('no page is larger than 60 KB, and each says what it is to whoever links to it', () => {
  for (const { at, body } of pages()) {
    expect([at, Buffer.byteLength(body) <= 60 * 1024]).toEqual([at, true]);
    if (at !== '/embed') expect(body).toMatch(/<meta property="og:title" content="[^"]+"/);
  }
});

test('the first page shows the next session, the way to book, the record and the last results', async () => {
  const { body } = await read('/');
  const text = body.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]+>/g, '');
  for (const shown of ['第 16 期', '预约发言或旁听', '9,986', '183', '第 15 期评价结果', '红牌 1'])
    expect([shown, text.includes(shown)]).toEqual([shown, true]);
  expect(body).toContain('aria-label="预约用的二维码"');
});

test('a question has its way from asking to its card', async () => {
  const found = visited.find(
    ({ at, body }) => at.startsWith('/sessions/') && /class="tag-(red|yellow)"/.test(body),
  );
  const [, question = ''] =
    /\/questions\/([^"]+)"[^§]*?class="tag-(?:red|yellow)"/.exec(found?.body ?? '') ?? [];
  const { status, body } = await read(`/questions/${question}`);
  expect(status).toBe(200);
  for (const part of ['提问', '答复', '办理', '评价']) expect(body).toContain(`<h2>${part}</h2>`);
});

test('the tag of an answer spares the reader the same answer again', async () => {
  const first = await read('/rules');
  const { etag = '' } = first.headers;
  expect(etag).toMatch(/^"[\w-]{22}"$/);
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*'])
    expect([known, (await read('/rules', { 'if-none-match': known })).status]).toEqual([known, 304]);
  expect((await read('/rules', { 'if-none-match': '"other"' })).status).toBe(200);
  expect(first.headers['cache-control']).toBe('public, max-age=60');
});

test('ten readers within a minute cost the database what one costs', async () => {
  await product.cloud.clock.advance(60_000);
  const { count: first } = await product.cloud.countRoundTrips(() => read('/'));
  const { count: others } = await product.cloud.countRoundTrips(async () => {
    for (let reader = 0; reader < 10; reader++) await read('/');
  });
  expect([first > 0, others]).toEqual([true, 0]);
});

test.each([
  '/nothing',
  '/sessions/99',
  '/sessions/0',
  '/sessions/15/revisions/9',
  '/questions/none',
  '/cases/none',
  '/cards/none',
  '/rules/99',
  '/surveys/none',
  '/feeds/none.xml',
  '/commitments/open',
  '/cards?after=<script>',
  '/sessions?after=x',
])('%s is a page that says that there is none', async (path) => {
  const { status, headers, body } = await read(path);
  expect([status, headers['cache-control']]).toEqual([404, 'no-store']);
  expect(headers['content-type']).toMatch(/^text\/html/);
  expect(body).toContain('没有这一页');
});

test('nothing of what people type becomes markup', async () => {
  const hostile = '"><script>1</script><b on=x>';
  const { body } = await read(`/search?q=${encodeURIComponent(hostile)}`);
  expect(body).not.toMatch(/<script|<b /);
  const other = await startProduct({ now: START });
  const { sessionId } = await other.as('p-wu').call('session.create', {
    reason: '',
    plan: plan({ venue: hostile, topics: [hostile] }),
  });
  await other.as('p-wu').call('session.publishPreview', { sessionId });
  for (const path of ['/', '/sessions/1', '/book/1', '/embed']) {
    const shown = (await other.cloud.http('portal', { path })).body;
    expect([path, /<script|<b /.test(shown), shown.includes('&lt;script')]).toEqual([path, false, true]);
  }
  await other.stop();
});

test('pages run nothing, and only the fragment may be framed', async () => {
  const policy = (await read('/')).headers['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|script-src/);
  expect((await read('/embed')).headers['content-security-policy']).toContain('frame-ancestors *');
});

test('data keep their schema, and ids join', async () => {
  const session = portalAnswers.session.parse(JSON.parse((await read('/data/sessions/15')).body));
  const cards = portalAnswers.cards.parse(JSON.parse((await read('/data/cards')).body));
  const listed = portalAnswers.sessions.parse(JSON.parse((await read('/data/sessions')).body));
  expect(listed.sessions.map(({ session: id }) => id)).toContain(session.session);
  const asked = session.minutes?.items.map(({ questionId }) => questionId) ?? [];
  expect(asked.length).toBeGreaterThan(0);
  const own = cards.cards.filter((card) => card.session === session.session);
  expect(own.length).toBeGreaterThan(0);
  for (const { questionId } of own) expect(asked).toContain(questionId);
});

test('what a browser of 2019 does not know is not in the style', () => {
  expect(STYLE).not.toMatch(
    /:has\(|:is\(|:where\(|:focus-visible|aspect-ratio|inset:|clamp\(|@layer|@container|&/,
  );
  expect(STYLE).not.toMatch(/[{;]gap:/);
});
