import { inflateSync } from 'node:zlib';
import jsQR from 'jsqr';
import { isAccepted } from '../../dev/cloud/weixin/template-field';
import { type Bench, eventually, type Outcome, startBench, type Tools } from './harness';

const hour = 3_600_000;
let bench: Bench;
beforeAll(async () => {
  bench = await startBench({
    templates: { preview: { id: 'T-preview', fields: ['thing1', 'time2'] }, loose: { id: 'T-loose' } },
  });
});
afterAll(() => bench.close());

interface Message {
  touser: string;
  templateId: string;
  data: Record<string, { value: string }>;
}

const message = (data: Record<string, string>, templateId = 'T-preview', touser = 'o-reader'): Message => ({
  touser,
  templateId,
  data: Object.fromEntries(Object.entries(data).map(([field, value]) => [field, { value }])),
});
const good = { thing1: '第十六期四点对话', time2: '2026年12月3日 16:00' };

const send = (what: Message): Promise<Outcome> =>
  bench.attempt(
    ({ cloud }, input) =>
      cloud.openapi.subscribeMessage.send({
        ...input,
        page: 'pages/home/home',
        miniprogramState: 'formal',
        lang: 'zh_CN',
      }),
    what,
  );

describe('a subscription message', () => {
  test('costs a credit, reaches the phone, and is acknowledged to the function jobs', async () => {
    bench.weixin.credits.grant('o-reader', 'T-preview', 2);
    expect(await send(message(good))).toMatchObject({ value: { errCode: 0 } });
    expect(bench.weixin.sent.at(-1)).toMatchObject({
      openid: 'o-reader',
      templateId: 'T-preview',
      page: 'pages/home/home',
      data: good,
    });
    expect(bench.weixin.credits.of('o-reader', 'T-preview')).toBe(1);
    await bench.weixin.settled();
    expect(bench.read('heard').at(-1)).toMatchObject({
      openid: null,
      event: {
        MsgType: 'event',
        Event: 'subscribe_msg_sent_event',
        FromUserName: 'o-reader',
        List: {
          TemplateId: 'T-preview',
          MsgID: bench.weixin.sent.at(-1)?.msgId,
          ErrorCode: '0',
          ErrorStatus: 'success',
        },
      },
    });
  });

  test.each<[string, Message, number, RegExp]>([
    ['without a credit', message(good, 'T-preview', 'o-nobody'), 43101, /refuse/],
    ['to what is no openid', message(good, 'T-preview', 'no openid!'), 40003, /invalid openid/],
    ['of a template that is not there', message(good, 'T-none'), 40037, /template_id/],
    [
      'with a field that is too long',
      message({ ...good, thing1: '字'.repeat(21) }),
      47003,
      /data\.thing1\.value/,
    ],
    [
      'with a field of the wrong type',
      message({ ...good, time2: 'next Thursday' }),
      47003,
      /data\.time2\.value/,
    ],
    ['with an empty field', message({ ...good, thing1: '' }), 47003, /data\.thing1\.value/],
    ['with a field missing', message({ thing1: good.thing1 }), 47003, /data\.time2\.value/],
    ['with a field the template has not', message({ ...good, thing9: 'x' }), 47003, /data\.thing9\.value/],
  ])('%s is refused, and costs nothing', async (_label, what, code, text) => {
    const [before, sent] = [bench.weixin.credits.of('o-reader', 'T-preview'), bench.weixin.sent.length];
    const { error } = await send(what);
    expect(error).toMatchObject({ code, message: expect.stringMatching(text) });
    expect([bench.weixin.credits.of('o-reader', 'T-preview'), bench.weixin.sent.length]).toEqual([
      before,
      sent,
    ]);
  });

  test.each([
    ['thing', 'thing1', '字'.repeat(20), '字'.repeat(21)],
    ['a line break', 'thing1', 'a b', 'a\nb'],
    ['number', 'number1', '9'.repeat(32), '9'.repeat(33)],
    ['number is digits', 'number1', '3.5', '3a'],
    ['letter', 'letter1', 'a'.repeat(32), 'a'.repeat(33)],
    ['letter is letters', 'letter1', 'abc', 'ab1'],
    ['symbol', 'symbol1', '!!!!!', '!!!!!!'],
    ['character_string', 'character_string1', 'A-1'.repeat(10), 'A-1'.repeat(11)],
    ['character_string has no Chinese', 'character_string1', 'SD-16', '四点16'],
    ['time', 'time1', '15:01', '15点'],
    ['time as a range', 'time1', '2019年10月1日 15:01~16:01', '15:01-16:01'],
    ['date', 'date1', '2019年10月1日', '10月1日'],
    ['date with a time', 'date1', '2019-12-25 09:42', '09:42'],
    ['amount', 'amount1', '¥1234567890元', '¥12345678901'],
    ['phone_number', 'phone_number1', '+86-0766-66888866', '0'.repeat(18)],
    ['car_number', 'car_number1', '晋A12345', '晋A12345678'],
    ['name in Chinese', 'name1', '张'.repeat(10), '张'.repeat(11)],
    ['name in letters', 'name1', 'a'.repeat(20), 'a'.repeat(21)],
    ['phrase', 'phrase1', '已经受理了', '已经受理了吗'],
    ['phrase is Chinese', 'phrase1', '已受理', 'done'],
  ])('knows the limit of %s', (_label, field, inside, outside) => {
    expect([isAccepted(field, inside), isAccepted(field, outside)]).toEqual([true, false]);
  });
});

describe('the content check', () => {
  const check = (content: string, more: Record<string, unknown> = {}, openid = 'o-writer') =>
    bench.attempt(
      ({ cloud }, input) => cloud.openapi.security.msgSecCheck(input),
      { openid, scene: 3, version: 2, content, ...more },
      openid,
    );

  test.each([
    ['passes what has none of its words', '食堂的汤有点凉', 'pass'],
    ['wants a person to look', '说我们是骗子', 'review'],
    ['refuses', '代考请加', 'risky'],
  ])('%s', async (_label, content, suggest) => {
    expect(await check(content)).toMatchObject({
      value: { errCode: 0, result: { suggest }, detail: [{ suggest }] },
    });
  });

  test.each<[string, string, Record<string, unknown>, number]>([
    ['a text that is too long', '字'.repeat(2501), {}, 45002],
    ['an empty text', '', {}, 44002],
    ['a scene that is not there', 'x', { scene: 9 }, 40129],
    ['somebody without an openid', 'x', { openid: undefined }, 40003],
    ['version 1', 'x', { version: 1 }, 47001],
    ['somebody who was never here', 'x', { openid: 'o-stranger' }, 61010],
  ])('refuses %s', async (_label, content, more, code) => {
    expect((await check(content, more)).error).toMatchObject({ code });
  });

  test('forgets a visit after two hours', async () => {
    bench.weixin.visit('o-left');
    expect((await check('x', { openid: 'o-left' })).error).toBeUndefined();
    bench.state.clock.move(bench.clock.now() + 2 * hour + 1000);
    expect((await check('x', { openid: 'o-left' })).error).toMatchObject({ code: 61010 });
  });

  test.each([
    ['a picture that may be shown', 'photos/soup.png', { result: { suggest: 'pass' } }],
    ['a picture that may not', 'photos/代考.png', { result: { suggest: 'risky' } }],
  ])('tells jobs later about %s', async (_label, name, verdict) => {
    const fileId = await bench.state.files.put(name, Buffer.from('\x89PNG', 'latin1'));
    const outcome = await bench.run(
      async ({ cloud, data, media }, file) => {
        const urls = await cloud.getTempFileURL({ fileList: [file] });
        const [{ tempFileURL }] = JSON.parse(JSON.stringify(urls)).fileList;
        const openid = 'o-writer';
        await data({});
        return media(
          cloud.openapi.security.mediaCheckAsync({
            openid,
            scene: 1,
            version: 2,
            mediaType: 2,
            mediaUrl: tempFileURL,
          }),
        );
      },
      fileId,
      'o-writer',
    );
    const heard = await eventually(bench, () =>
      bench.read('heard').find(({ event }) => JSON.stringify(event).includes(String(outcome))),
    );
    expect(heard.event).toMatchObject({
      Event: 'wxa_media_check',
      FromUserName: 'o-writer',
      version: 2,
      errcode: 0,
      ...verdict,
    });
  });

  test('does not take a cloud:// id for a picture', async () => {
    const { error } = await bench.attempt(
      ({ cloud }) =>
        cloud.openapi.security.mediaCheckAsync({
          openid: 'o-writer',
          scene: 1,
          version: 2,
          mediaType: 2,
          mediaUrl: 'cloud://local/a.png',
        }),
      undefined,
      'o-writer',
    );
    expect(error).toMatchObject({ code: 40066 });
  });
});

describe('a mini program code', () => {
  test('can be scanned', async () => {
    const value = await bench.run(async ({ cloud, buffer }) =>
      buffer(
        cloud.openapi.wxacode.getUnlimited({
          scene: 's=16&k=ab',
          page: 'pages/check-in/check-in',
          width: 430,
        }),
      ),
    );
    const png = Buffer.from(String(value), 'base64');
    const { pixels, size } = readPng(png);
    expect(jsQR(pixels, size, size)?.data).toBe(
      'https://mp.weixin.qq.com/a/local?page=pages%2Fcheck-in%2Fcheck-in&scene=s%3D16%26k%3Dab',
    );
  });

  test.each<[string, Record<string, unknown>, number]>([
    ['a scene of 33 characters', { scene: 'a'.repeat(33) }, 40169],
    ['a Chinese scene', { scene: '四点' }, 40169],
    ['a page with a leading slash', { scene: 'a', page: '/pages/home/home' }, 41030],
  ])('is refused for %s', async (_label, parameters, code) => {
    expect(
      (await bench.attempt(({ cloud }, input) => cloud.openapi.wxacode.getUnlimited(input), parameters))
        .error,
    ).toMatchObject({ code });
  });
});

/** One-bit greyscale to RGBA. */
function readPng(png: Buffer): { pixels: Uint8ClampedArray; size: number } {
  const size = png.readUInt32BE(16);
  const at = png.indexOf('IDAT');
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const line = Math.ceil(size / 8) + 1;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const isWhite = ((rows[y * line + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      if (!isWhite) pixels.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
    }
  }
  return { pixels, size };
}

test.each<[string, string, number, RegExp]>([
  ['that is not there', 'foo.bar', -604100, /does not have the open API foo\.bar/],
  ['without the permission', 'wxacode.get', -604100, /wxacode\.get/],
])('an open API %s is refused by name', async (_label, name, code, text) => {
  const { error } = await bench.attempt(({ cloud }, path) => {
    const [area = '', call = ''] = path.split('.');
    return cloud.openapi[area]?.[call]?.({});
  }, name);
  expect(error).toMatchObject({ code, message: expect.stringMatching(text) });
});

test('a function may call only what its config.json permits', async () => {
  const { functions } = bench.state.gateway;
  const script = functions.find(({ name }) => name === 'script');
  const permitted = script?.openApi.splice(0) ?? [];
  const { error } = await send(message(good));
  script?.openApi.push(...permitted);
  expect(error).toMatchObject({ code: -604101, message: expect.stringMatching(/permissions\.openapi/) });
});

describe('the official account', () => {
  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${bench.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
    return response.json();
  };
  const account = {
    grant_type: 'client_credential',
    appid: 'wx00000000localoa',
    secret: 'local-official-account',
  };
  const token = async (): Promise<string> =>
    JSON.parse(JSON.stringify(await post('/cgi-bin/stable_token', account))).access_token;

  test.each<[string, Record<string, unknown>, number]>([
    ['another grant', { grant_type: 'password' }, 40002],
    ['another account', { appid: 'wx1' }, 40013],
    ['a wrong secret', { secret: 'guess' }, 40125],
  ])('gives no token for %s', async (_label, wrong, errcode) => {
    expect(await post('/cgi-bin/stable_token', { ...account, ...wrong })).toMatchObject({ errcode });
  });

  test('gives everybody one token, a new one five minutes before its end, and both are good until then', async () => {
    const first = await token();
    expect(first.length).toBeGreaterThanOrEqual(64);
    expect(await token()).toBe(first);
    bench.state.clock.move(bench.clock.now() + 2 * hour - 200_000);
    const second = await token();
    expect(second).not.toBe(first);
    for (const each of [first, second]) {
      expect(
        await post(`/cgi-bin/freepublish/batchget?access_token=${each}`, { offset: 0, count: 1 }),
      ).toHaveProperty('total_count');
    }
    bench.state.clock.move(bench.clock.now() + 200_001);
    expect(
      await post(`/cgi-bin/freepublish/batchget?access_token=${first}`, { offset: 0, count: 1 }),
    ).toMatchObject({ errcode: 42001 });
  });

  test('forces a new token at most each thirty seconds and twenty times a day', async () => {
    const forced = () => post('/cgi-bin/stable_token', { ...account, force_refresh: true });
    const before = await token();
    expect(await forced()).toHaveProperty('access_token');
    expect(
      await post(`/cgi-bin/freepublish/batchget?access_token=${before}`, { offset: 0, count: 1 }),
    ).toMatchObject({ errcode: 40001 });
    expect(await forced()).toMatchObject({ errcode: 45011 });
    const codes = [];
    for (let i = 0; i < 20; i++) {
      bench.state.clock.move(bench.clock.now() + 31_000);
      codes.push(JSON.parse(JSON.stringify(await forced())).errcode ?? 0);
    }
    expect(codes).toEqual([...Array.from({ length: 19 }, () => 0), 45009]);
  });

  test.each<[string, string, number]>([
    ['without a token', '', 41001],
    ['with somebody’s guess', 'guess', 40001],
  ])('answers nobody %s', async (_label, guess, errcode) => {
    expect(
      await post(`/cgi-bin/freepublish/batchget?access_token=${guess}`, { offset: 0, count: 1 }),
    ).toMatchObject({ errcode });
  });

  test('lists what was published, the newest first', async () => {
    const address = `/cgi-bin/freepublish/batchget?access_token=${await token()}`;
    for (const title of ['一', '二', '三']) {
      await post('/workbench/articles', { title, content: `<p>${title}</p>` });
      bench.state.clock.move(bench.clock.now() + 1000);
    }
    expect(await post(address, { offset: 1, count: 2 })).toMatchObject({
      total_count: 3,
      item_count: 2,
      item: [
        {
          content: {
            news_item: [
              {
                title: '二',
                digest: '二',
                url: expect.stringMatching(/^https:\/\/mp\.weixin\.qq\.com\/s\//),
              },
            ],
          },
        },
        { content: { news_item: [{ title: '一', content: '<p>一</p>' }] } },
      ],
    });
    expect(await post(address, { offset: 0, count: 1, no_content: 1 })).toMatchObject({
      item: [{ content: { news_item: [{ content: '' }] } }],
    });
    expect(await post(address, { offset: 0, count: 21 })).toMatchObject({ errcode: 47001 });
  });

  async function cover(): Promise<string> {
    const form = new FormData();
    form.set('media', new Blob([Buffer.from('\x89PNG....', 'latin1')]), 'cover.png');
    const response = await fetch(
      `${bench.url}/cgi-bin/material/add_material?type=image&access_token=${await token()}`,
      { method: 'POST', body: form },
    );
    return JSON.parse(await response.text()).media_id;
  }

  test('takes a draft with a cover', async () => {
    const thumb_media_id = await cover();
    const answer = await post(`/cgi-bin/draft/add?access_token=${await token()}`, {
      articles: [{ title: '预告', content: '<p>第十六期</p>', thumb_media_id }],
    });
    expect(answer).toHaveProperty('media_id');
    expect(bench.weixin.account.drafts.at(-1)).toMatchObject({
      articles: [{ title: '预告', digest: '第十六期' }],
    });
  });

  test.each<[string, Record<string, string>, number]>([
    ['a title of 33 characters', { title: '字'.repeat(33) }, 45003],
    ['an author of 17', { author: '字'.repeat(17) }, 45110],
    ['a digest of 129', { digest: '字'.repeat(129) }, 45004],
    ['a content of 20,000', { content: '字'.repeat(20_000) }, 45002],
    ['a link of more than 1 kB', { content_source_url: `https://a.cn/${'x'.repeat(1024)}` }, 45006],
    ['a cover that is no material', { thumb_media_id: 'none' }, 40007],
  ])('refuses a draft with %s', async (_label, wrong, errcode) => {
    const fine = {
      title: '字'.repeat(32),
      author: '字'.repeat(16),
      digest: '字'.repeat(128),
      content: '<p>x</p>',
      thumb_media_id: await cover(),
    };
    const address = `/cgi-bin/draft/add?access_token=${await token()}`;
    expect(await post(address, { articles: [fine] })).toHaveProperty('media_id');
    expect(await post(address, { articles: [{ ...fine, ...wrong }] })).toMatchObject({ errcode });
  });

  const PNG = Buffer.from('\x89PNG', 'latin1');
  const upload = async (name: string, bytes: Buffer) => {
    const form = new FormData();
    form.set('media', new Blob([Uint8Array.from(bytes)]), name);
    const address = `${bench.url}/cgi-bin/media/uploadimg?access_token=${await token()}`;
    const response = await fetch(address, { method: 'POST', body: form });
    return JSON.parse(await response.text());
  };
  const MEGABYTE = 1024 * 1024;

  test.each<[string, string, Buffer, number]>([
    ['a gif', 'code.gif', Buffer.from('GIF89a'), 40005],
    ['a gif called png', 'code.png', Buffer.from('GIF89a'), 40005],
    ['a png without its ending', 'code', PNG, 40005],
    ['more than 1 MB', 'code.png', Buffer.concat([PNG, Buffer.alloc(MEGABYTE - 3)]), 40009],
    ['nothing', 'code.png', Buffer.alloc(0), 41005],
  ])('refuses %s as a picture in an article', async (_label, name, bytes, errcode) => {
    expect(await upload(name, bytes)).toMatchObject({ errcode });
  });

  test('takes 1 MB as a picture in an article, and leaves pictures from elsewhere out of a draft', async () => {
    const { url } = await upload('code.png', Buffer.concat([PNG, Buffer.alloc(MEGABYTE - 4)]));
    expect(url).toMatch(/^http:\/\/mmbiz\.qpic\.cn\//);
    const content = `<p><img src="${url}"><img src="https://elsewhere.cn/a.png"></p>`;
    const articles = [{ title: '预告', content, thumb_media_id: await cover() }];
    const { media_id } = await post(`/cgi-bin/draft/add?access_token=${await token()}`, { articles });
    const draft = bench.weixin.account.drafts.find(({ mediaId }) => mediaId === media_id);
    expect(draft?.articles[0]?.content).toBe(`<p><img src="${url}"></p>`);
  });

  test('has no other address, and says so', async () => {
    expect(await post('/cgi-bin/menu/create', {})).toMatchObject({
      errcode: 40066,
      errmsg: expect.stringContaining('/cgi-bin/menu/create'),
    });
  });
});

describe('functions that were deployed without WeChat DevTools', () => {
  let deployed: Bench;
  beforeAll(async () => {
    deployed = await startBench({ fromDevTools: [] });
  });
  afterAll(() => deployed.close());

  test('may make no cloud call, whatever their config.json lists', async () => {
    deployed.weixin.visit('o-reader');
    const { error } = await deployed.attempt(({ cloud }) =>
      cloud.openapi.security.msgSecCheck({ openid: 'o-reader', scene: 3, version: 2, content: '你好' }),
    );
    expect(error).toMatchObject({ code: -604101 });
  });

  test('have a timer without a token of WeChat, and read the database all the same', async () => {
    const run = (source: string) =>
      deployed.state.gateway.invoke('script', { source, input: null }, { source: 'timer' });
    const call = ({ cloud }: Tools) =>
      cloud.openapi.security.msgSecCheck({ openid: 'o-reader', scene: 3, version: 2, content: '你好' });
    expect(await run(call.toString())).toMatchObject({ error: { code: -501007 } });
    const count = ({ db, total }: Tools) => total(db.collection('people').count());
    expect(await run(count.toString())).toEqual({ value: 0 });
  });
});
