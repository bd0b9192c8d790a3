import { openSession, plan, START } from '../booking/crowd';
import { type Product, startProduct } from '../cloud';
import { skipKeys } from './crowd';

jest.setTimeout(20_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SECRETS = { OA_APP_ID: 'wx-college', OA_APP_SECRET: 'secret-of-the-college' };

let product: Product;
beforeEach(async () => {
  product = await startProduct({ now: START, env: SECRETS });
  await skipKeys(product);
});
afterEach(() => product.stop());

const office = () => product.as('p-wu');
const publish = (title: string) =>
  product.cloud.weixin.publish({ title, author: '', content: '', content_source_url: '' });
const articleOf = async (sessionId: string) =>
  (await office().call('session.get', { sessionId })).session.article;

/** Lets so much time pass that the articles are read again, and reads them. */
async function readArticles(): Promise<void> {
  product.cloud.state.clock.move(product.cloud.clock.now() + 10 * MINUTE);
  await product.cloud.tick('jobs');
}

test('a published preview is found and attached, so that one tap opens it', async () => {
  const sessionId = await openSession(product);
  await publish('关于元旦放假的通知');
  const preview = await publish('第1期四点对话预告:12月3日见');
  await readArticles();
  expect(await articleOf(sessionId)).toEqual({ url: preview.url, title: preview.title, foundBy: 'rule' });
  const { articles, rule } = await office().call('session.articles', { sessionId });
  expect(rule).toContain('四点对话');
  expect(articles.map(({ title, isMatch }) => ({ title, isMatch }))).toEqual(
    expect.arrayContaining([
      { title: '关于元旦放假的通知', isMatch: false },
      { title: preview.title, isMatch: true },
    ]),
  );
});

test('what the office has chosen is never overwritten, and what it removed does not come back', async () => {
  const sessionId = await openSession(product);
  const chosen = await publish('书记请你当面问');
  await readArticles();
  expect(await articleOf(sessionId)).toBeNull();
  await office().call('session.attachArticle', { sessionId, url: chosen.url, title: '' });
  await publish('第1期四点对话预告');
  await readArticles();
  expect(await articleOf(sessionId)).toEqual({ url: chosen.url, title: chosen.title, foundBy: 'office' });
  await office().call('session.detachArticle', { sessionId });
  await readArticles();
  expect(await articleOf(sessionId)).toBeNull();
});

test('an article that names the session takes the place of one that names the month', async () => {
  const sessionId = await openSession(product);
  await publish('12月四点对话预告');
  await readArticles();
  expect((await articleOf(sessionId))?.title).toBe('12月四点对话预告');
  await publish('第一期四点对话预告');
  await readArticles();
  expect((await articleOf(sessionId))?.title).toBe('第一期四点对话预告');
});

test('all instances share one token, and it is renewed when it is about to end', async () => {
  const sessionId = await openSession(product);
  const push = () => office().call('session.pushDraft', { sessionId });
  await Promise.all([push(), push(), push(), push()]).catch(() => undefined);
  const [first] = product.cloud.read('tokens').filter((token) => token._id === 'official_account');
  await push();
  const again = product.cloud.read('tokens').find((token) => token._id === 'official_account');
  expect(again).toEqual(first);
  product.cloud.state.clock.move(START + 2 * HOUR - 4 * MINUTE);
  await push();
  const renewed = product.cloud.read('tokens').find((token) => token._id === 'official_account');
  expect(renewed?.token).not.toBe(first?.token);
});

test('a token that WeChat no longer takes is replaced and the call made again', async () => {
  const sessionId = await openSession(product);
  await office().call('session.pushDraft', { sessionId });
  await product.cloud.call('jobs', {}, { openid: 'timer' });
  const other = { grant_type: 'client_credential', appid: SECRETS.OA_APP_ID, secret: SECRETS.OA_APP_SECRET };
  product.cloud.weixin.token.issue({ ...other, force_refresh: true });
  product.cloud.state.clock.move(START + 5 * MINUTE);
  await office().call('session.pushDraft', { sessionId });
  expect(product.cloud.weixin.account.drafts).toHaveLength(2);
});

test('the preview becomes a draft within the limits, whatever the office has written', async () => {
  const long = '长'.repeat(40);
  const { sessionId } = await office().call('session.create', {
    reason: '',
    plan: plan({
      venue: long,
      chair: { name: '郑'.repeat(30), title: '书记'.repeat(15) },
      attendees: Array.from({ length: 60 }, (_none, index) => ({
        name: `${'名'.repeat(28)}${index % 10}`,
        title: '<b>&"职务"</b>'.slice(0, 13),
      })),
      topics: Array.from({ length: 12 }, () => '题'.repeat(30)),
      notes: '注\n'.repeat(499),
    }),
  });
  const { mediaId } = await office().call('session.pushDraft', { sessionId });
  const [draft] = product.cloud.weixin.account.drafts;
  expect(draft?.mediaId).toBe(mediaId);
  const content = draft?.articles[0]?.content ?? '';
  expect(content).not.toMatch(/<b>/);
  expect(content).toContain('&lt;b&gt;&amp;&quot;');
  expect(content.match(/<p>/g)?.length).toBe(content.match(/<\/p>/g)?.length);
});

test('the same request pushes one draft', async () => {
  const sessionId = await openSession(product);
  const first = await office().call('session.pushDraft', { sessionId }, 'push-draft-0001');
  expect(await office().call('session.pushDraft', { sessionId }, 'push-draft-0001')).toEqual(first);
  expect(product.cloud.weixin.account.drafts).toHaveLength(1);
});

test('a secret that is wrong is a refusal with its code, and the timer goes on with the rest', async () => {
  await product.stop();
  product = await startProduct({
    now: START,
    env: { ...SECRETS, OA_APP_SECRET: 'wrong' },
    officialAccount: { appId: SECRETS.OA_APP_ID, secret: SECRETS.OA_APP_SECRET },
  });
  const sessionId = await openSession(product);
  await expect(office().call('session.pushDraft', { sessionId })).rejects.toMatchObject({
    code: 'official_account_unavailable',
    fields: { account: '40125' },
  });
  expect(await product.cloud.tick('jobs')).toEqual({ failed: [] });
  expect(product.cloud.logs().some(({ text }) => text.includes('wrong'))).toBe(false);
});

test('a college without an official account pastes the link', async () => {
  await product.stop();
  product = await startProduct({ now: START, env: { OA_APP_ID: '', OA_APP_SECRET: '' } });
  const sessionId = await openSession(product);
  await expect(office().call('session.pushDraft', { sessionId })).rejects.toMatchObject({
    code: 'official_account_unavailable',
    fields: { account: 'not_configured' },
  });
  await office().call('session.attachArticle', {
    sessionId,
    url: 'https://mp.weixin.qq.com/s/abc',
    title: '预告',
  });
  expect((await articleOf(sessionId))?.foundBy).toBe('office');
});
