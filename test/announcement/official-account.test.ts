import { chineseNumber } from '../../cloudfunctions/core/session/article';
import { openSession, plan, START, withoutKeys } from '../booking/crowd';
import { type Product, startProduct } from '../cloud';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SECRETS = { OA_APP_ID: 'wx-college', OA_APP_SECRET: 'secret-of-the-college' };

let product: Product;
beforeAll(async () => {
  product = await startProduct({ now: START, env: SECRETS });
});
afterAll(() => product.stop());

/** A cloud with other variables than the one that the other tests share. */
async function elsewhere(
  options: Parameters<typeof startProduct>[0],
  work: (other: Product) => Promise<void>,
): Promise<void> {
  const other = await startProduct({ now: START, ...options });
  try {
    await work(other);
  } finally {
    await other.stop();
  }
}

const office = () => product.as('p-wu');
const publish = (title: string) =>
  product.cloud.weixin.publish({ title, author: '', content: '', content_source_url: '' });
const articleOf = async (sessionId: string) =>
  (await office().call('session.get', { sessionId })).session.article;

/** Plans the next session, goes to two weeks before it, and publishes its preview. */
async function openNext(): Promise<{ sessionId: string; number: number; month: number }> {
  const { sessionId } = await office().call('session.create', { reason: '', plan: plan() });
  const { session } = await office().call('session.get', { sessionId });
  product.cloud.state.clock.move(session.startsAt - 14 * 24 * HOUR);
  await office().call('session.publishPreview', { sessionId });
  await withoutKeys(product, sessionId);
  return { sessionId, number: session.number, month: new Date(session.startsAt).getUTCMonth() + 1 };
}

/** Lets so much time pass that the articles are read again, and reads them. */
async function readArticles(): Promise<void> {
  product.cloud.state.clock.move(product.cloud.clock.now() + 10 * MINUTE);
  await product.cloud.tick('jobs');
}

test('a published preview is found and attached, so that one tap opens it', async () => {
  const { sessionId, number } = await openNext();
  await publish('关于元旦放假的通知');
  const preview = await publish(`第${number}期四点对话预告:周四见`);
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
  const { sessionId, number } = await openNext();
  const chosen = await publish('书记请你当面问');
  await readArticles();
  expect(await articleOf(sessionId)).toBeNull();
  await office().call('session.attachArticle', { sessionId, url: chosen.url, title: '' });
  await publish(`第${number}期四点对话预告`);
  await readArticles();
  expect(await articleOf(sessionId)).toEqual({ url: chosen.url, title: chosen.title, foundBy: 'office' });
  await office().call('session.detachArticle', { sessionId });
  await readArticles();
  expect(await articleOf(sessionId)).toBeNull();
});

test('an article that names the session takes the place of one that names the month', async () => {
  const { sessionId, number, month } = await openNext();
  await publish(`${month}月四点对话预告`);
  await readArticles();
  expect((await articleOf(sessionId))?.title).toBe(`${month}月四点对话预告`);
  await publish(`第${chineseNumber(number)}期四点对话预告`);
  await readArticles();
  expect((await articleOf(sessionId))?.title).toBe(`第${chineseNumber(number)}期四点对话预告`);
});

test('all instances share one token, and it is renewed when it is about to end', async () => {
  const { sessionId } = await openNext();
  const push = () => office().call('session.pushDraft', { sessionId });
  const stored = () => product.cloud.read('tokens').find((token) => token._id === 'official_account');
  // Side by side they are in each other's way as versions of one session, and none in the way of the token.
  await Promise.allSettled([push(), push(), push(), push()]);
  const first = stored();
  await push();
  expect(stored()).toEqual(first);
  product.cloud.state.clock.move(Number(first?.expiresAt) - 4 * MINUTE);
  await push();
  expect(stored()?.token).not.toBe(first?.token);
});

test('a token that WeChat no longer takes is replaced and the call made again', async () => {
  const { sessionId } = await openNext();
  await office().call('session.pushDraft', { sessionId });
  const request = {
    grant_type: 'client_credential',
    appid: SECRETS.OA_APP_ID,
    secret: SECRETS.OA_APP_SECRET,
  };
  product.cloud.weixin.token.issue({ ...request, force_refresh: true });
  product.cloud.state.clock.move(product.cloud.clock.now() + MINUTE);
  const before = product.cloud.weixin.account.drafts.length;
  await office().call('session.pushDraft', { sessionId });
  expect(product.cloud.weixin.account.drafts).toHaveLength(before + 1);
});

describe('the way from a draft to the session', () => {
  const WITH_DOMAIN = {
    ...SECRETS,
    MP_APP_ID: 'wx0123456789abcdef',
    HTTP_BASE_URL: 'https://dialogue.linjiang.edu.cn',
    PASSES: '1',
  };
  let other: Product;
  let sessionId: string;
  const UPLOAD = '/cgi-bin/media/uploadimg';
  const MAKE = '/wxa/getwxacodeunlimit';

  beforeAll(async () => {
    other = await startProduct({ now: START, env: WITH_DOMAIN });
    ({ sessionId } = await other.as('p-wu').call('session.create', { reason: '', plan: plan() }));
  });
  afterAll(() => other.stop());

  /** The article that stands among the drafts after one push. */
  const pushed = async (isLinked: boolean) => {
    const { account } = other.cloud.weixin;
    account.isLinked = isLinked;
    const { mediaId } = await other.as('p-wu').call('session.pushDraft', { sessionId });
    const article = account.drafts.find((draft) => draft.mediaId === mediaId)?.articles[0];
    if (!article) throw new Error('nothing was pushed');
    expect(article.content_source_url).toMatch(
      /^https:\/\/dialogue\.linjiang\.edu\.cn\/portal\/sessions\/\d+$/,
    );
    return article;
  };

  test('is a link into the mini program where the account may have one', async () => {
    const { content } = await pushed(true);
    expect(content).toContain('data-miniprogram-appid="wx0123456789abcdef"');
    expect(content).toContain(`data-miniprogram-path="pages/session/session?id=${sessionId}"`);
    expect(content).not.toContain('<img');
  });

  test('is the code as a picture where it may not, with what to do with it', async () => {
    const { content } = await pushed(false);
    expect(content).not.toContain('data-miniprogram');
    expect(content).toMatch(
      /^<p><img src="https:\/\/mmbiz\.qpic\.cn\/[^"]+" alt="小程序码"><\/p><p>微信扫码/,
    );
    expect(content).toContain('查看本期并预约');
  });

  test.each<[string, string, number | 'nothing']>([
    ['the mini program is not released', MAKE, 41030],
    ['WeChat makes no code in time', MAKE, 'nothing'],
    ['WeChat does not take the picture', UPLOAD, 40009],
    ['the upload is not answered', UPLOAD, 'nothing'],
  ])('is the address beneath the article alone where %s', async (_label, path, answer) => {
    other.cloud.weixin.demands.refuse(path, answer, 1);
    const { content } = await pushed(false);
    expect(content).not.toMatch(/data-miniprogram|<img/);
    expect(content.startsWith('<p>')).toBe(true);
  });
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
  const draft = product.cloud.weixin.account.drafts.find((each) => each.mediaId === mediaId);
  const content = draft?.articles[0]?.content ?? '';
  expect(content).not.toMatch(/<b>/);
  expect(content).toContain('&lt;b&gt;&amp;&quot;');
  expect(content.match(/<p>/g)?.length).toBe(content.match(/<\/p>/g)?.length);
});

test('the same request pushes one draft', async () => {
  const { sessionId } = await openNext();
  const before = product.cloud.weixin.account.drafts.length;
  const first = await office().call('session.pushDraft', { sessionId }, 'push-draft-0001');
  expect(await office().call('session.pushDraft', { sessionId }, 'push-draft-0001')).toEqual(first);
  expect(product.cloud.weixin.account.drafts).toHaveLength(before + 1);
});

test('a secret that is wrong is a refusal with its code, and the timer goes on with the rest', () =>
  elsewhere(
    {
      env: { ...SECRETS, OA_APP_SECRET: 'wrong' },
      officialAccount: { appId: SECRETS.OA_APP_ID, secret: SECRETS.OA_APP_SECRET },
    },
    async (other) => {
      const sessionId = await openSession(other);
      await expect(other.as('p-wu').call('session.pushDraft', { sessionId })).rejects.toMatchObject({
        code: 'official_account_unavailable',
        fields: { account: '40125' },
      });
      expect(await other.cloud.tick('jobs')).toEqual({ failed: [] });
      expect(other.cloud.logs().some(({ text }) => text.includes('wrong'))).toBe(false);
      const { troubles } = await other.as('p-wu').call('announcement.troubles', {});
      expect(troubles).toMatchObject([
        { id: 'official_account', todo: expect.stringContaining('OA_APP_SECRET') },
      ]);
    },
  ));

test('a college without an official account pastes the link', () =>
  elsewhere({ env: { OA_APP_ID: '', OA_APP_SECRET: '' } }, async (other) => {
    const sessionId = await openSession(other);
    const wu = other.as('p-wu');
    await expect(wu.call('session.pushDraft', { sessionId })).rejects.toMatchObject({
      code: 'official_account_unavailable',
      fields: { account: 'not_configured' },
    });
    const url = 'https://mp.weixin.qq.com/s/abc';
    const attached = await wu.call('session.attachArticle', { sessionId, url, title: '预告' });
    expect(attached.article).toEqual({ url, title: '预告', foundBy: 'office' });
  }));
