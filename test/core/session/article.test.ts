import {
  type Article,
  chineseNumber,
  DRAFT_LIMITS,
  isArticleUrl,
  isPreviewOf,
  previewAmong,
  previewDraft,
  WINDOW_MS,
} from '../../../cloudfunctions/core/session/article';

/** 3 December 2026, 16:00 in Shanghai. */
const SESSION = { number: 16, startsAt: Date.UTC(2026, 11, 3, 8) };
const WEEK = 7 * 86_400_000;
const article = (title: string, publishedAt = SESSION.startsAt - WEEK): Article => ({
  _id: title,
  title,
  url: `https://mp.weixin.qq.com/s/${publishedAt}`,
  publishedAt,
});

test.each([
  ['第16期四点对话预告', true],
  ['四点对话 | 第 16 期来了', true],
  ['【四点对话】第十六期预告', true],
  ['第１６期“四点对话”预告', true],
  ['12月四点对话,书记请你当面问', true],
  ['十二月四点对话预告', true],
  ['第15期四点对话预告', false],
  ['第160期四点对话预告', false],
  ['12月四点对话 第17期预告', false],
  ['2月四点对话预告', false],
  ['二月四点对话预告', false],
  ['第16期四点对话纪要', false],
  ['第16期四点对话满意度结果通报', false],
  ['第16期书记午餐会', false],
  ['四点对话预告', false],
])('is %p the preview of session 16 in December? %p', (title, isMatch) =>
  expect(isPreviewOf(article(title), SESSION)).toBe(isMatch),
);

test.each([
  ['a moment before the session', SESSION.startsAt - 1, true],
  ['when it begins', SESSION.startsAt, false],
  ['35 days before', SESSION.startsAt - WINDOW_MS, true],
  ['longer before', SESSION.startsAt - WINDOW_MS - 1, false],
])('published %s', (_label, at, isMatch) =>
  expect(isPreviewOf(article('第16期四点对话预告', at), SESSION)).toBe(isMatch),
);

test('the number counts more than the month, then the newest counts', () => {
  const old = article('第16期四点对话预告', SESSION.startsAt - 2 * WEEK);
  const newer = article('第十六期四点对话预告(更新)', SESSION.startsAt - WEEK);
  const month = article('12月四点对话', SESSION.startsAt - 1000);
  expect(previewAmong([month, old, newer], SESSION)).toBe(newer);
  expect(previewAmong([month], SESSION)).toBe(month);
  expect(previewAmong([article('放假通知')], SESSION)).toBeNull();
});

test.each([
  [7, '七'],
  [10, '十'],
  [16, '十六'],
  [20, '二十'],
  [35, '三十五'],
  [100, '一百'],
  [103, '一百零三'],
  [110, '一百一十'],
  [215, '二百一十五'],
])('%p is written %p', (number, text) => expect(chineseNumber(number)).toBe(text));

test('a draft keeps within the limits and never cuts a tag, whatever the plan says', () => {
  const plan = {
    venue: '<script>厅</script>'.repeat(5),
    chair: { name: '郑', title: '书记' },
    attendees: Array.from({ length: 60 }, () => ({ name: '&'.repeat(30), title: '"'.repeat(30) })),
    topics: Array.from({ length: 12 }, () => '😀'.repeat(30)),
    notes: '<p>\n'.repeat(250),
    speakingSlots: 20,
  };
  const draft = previewDraft(SESSION, plan, '很长的作者名'.repeat(5));
  expect(Array.from(draft.title).length).toBeLessThanOrEqual(DRAFT_LIMITS.title);
  expect(Array.from(draft.author).length).toBeLessThanOrEqual(DRAFT_LIMITS.author);
  expect(Array.from(draft.digest).length).toBeLessThanOrEqual(DRAFT_LIMITS.digest);
  expect(draft.content.length).toBeLessThan(DRAFT_LIMITS.content);
  expect(draft.content).toMatch(/^(<p>[^<>]*<\/p>)+$/);
});

test.each([
  ['https://mp.weixin.qq.com/s/AbC-_123', true],
  ['https://mp.weixin.qq.com/s?__biz=Mz&mid=1&idx=1&sn=abc#rd', true],
  ['http://mp.weixin.qq.com/s/abc', false],
  ['https://mp.weixin.qq.com.evil.example/s/abc', false],
  ['https://mp.weixin.qq.com/s?tempkey=abc', false],
  ['https://example.com/', false],
])('is %p a link to an article? %p', (url, isLink) => expect(isArticleUrl(url)).toBe(isLink));
