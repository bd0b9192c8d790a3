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
  ['第16期四点对话预告（第17期另行通知）', true],
  ['四点对话12月预告', true],
  ['四点对话十二月预告', true],
  // As colleges set the name: marks of every kind, blanks, another order of words.
  ['第16期“四点”对话预告', true],
  ['第16期「四点」对话｜预告', true],
  ['预告 | “四点对话”第16期', true],
  ['‘四点’·对话 第十六期 预约开始', true],
  ['【预告】"四点"对话（第16期）', true],
  ['四 点 对 话 第 16 期 预 告', true],
  ['《四点对话》第16期来了', true],
  ['第16期4点对话预告', true],
  ['4点钟的对话第16期预告', false],
  ['“四点”会谈第16期预告', false],
  // The title as a whole says whether it looks ahead.
  ['第16期四点对话预告（附第15期满意度结果通报）', true],
  ['第15期四点对话结果通报暨第16期预告', true],
  ['11月四点对话回顾，12月等你', true],
  ['第15期四点对话结果通报', false],
  ['第16期四点对话成功举行', false],
  ['第15期“四点”对话纪要发布，附预告', false],
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
  [120, '一百二十'],
  [235, '二百三十五'],
  [119, '一百一十九'],
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
  ['https://mp.weixin.qq.com/s?scene=1&__biz=Mz', true],
  ['https://mp.weixin.qq.com/s?__biz=', false],
  ['https://mp.weixin.qq.com/s?a b&__biz=Mz', false],
  ['https://mp.weixin.qq.com/s?#&__biz=Mz', false],
  ['https://mp.weixin.qq.com/s?__biz=Mz n', false],
  ['https://mp.weixin.qq.com/s/abc#a b', false],
  ['https://mp.weixin.qq.com/s/abc?x', false],
  ['see https://mp.weixin.qq.com/s/abc', false],
])('is %p a link to an article? %p', (url, isLink) => expect(isArticleUrl(url)).toBe(isLink));

describe('the preview as an article', () => {
  const plan = {
    venue: '报告厅',
    chair: { name: '郑国栋', title: '书记' },
    attendees: [
      { name: '钱志远', title: '教务处处长' },
      { name: '徐岚', title: '后勤处处长' },
    ],
    topics: ['供暖', '食堂'],
    notes: '请带校园卡\n提前十分钟到',
    speakingSlots: 20,
  };

  test('says everything that the plan says, a paragraph each', () => {
    const { title, author, digest, content } = previewDraft(SESSION, plan, undefined, 'ab12');
    const when = '12月3日 周四 16:00';
    expect({ title, author, digest }).toEqual({
      title: `第16期四点对话预告：${when}`,
      author: '活动办公室',
      digest: `${when}，报告厅。校领导和各部门负责人当面回答师生的问题。`,
    });
    expect(content).toBe(
      [
        `${when}，报告厅。`,
        '主持：书记郑国栋',
        '本期话题：供暖、食堂',
        '到场回答：教务处处长 钱志远、后勤处处长 徐岚',
        '请带校园卡',
        '提前十分钟到',
        '发言名额 20 个，在“四点对话”小程序预约；不预约也欢迎直接来。',
        '本期评价印章号码（供核对）：ab12',
      ]
        .map((paragraph) => `<p>${paragraph}</p>`)
        .join(''),
    );
  });

  test('leaves out what is not known yet, and says that of the place', () => {
    const bare = { ...plan, venue: '', chair: { name: '', title: '' }, attendees: [], topics: [], notes: '' };
    const { content, digest } = previewDraft(SESSION, bare);
    expect(content.match(/<p>/g)).toHaveLength(2);
    expect(content).toMatch(/^<p>[^<]*，地点待定。<\/p><p>发言名额/);
    expect(digest).toContain('，地点待定。');
  });

  test.each([
    ['at the limit, it stays whole', 16, '字'.repeat(16)],
    ['one longer, it ends with an ellipsis', 17, `${'字'.repeat(15)}…`],
  ])('an author %s', (_label, length, author) => {
    expect(previewDraft(SESSION, plan, '字'.repeat(length)).author).toBe(author);
  });

  test('paragraphs that do not fit are left out whole', () => {
    // Each line of notes is a paragraph of 7 more characters.
    const notes = (length: number) => previewDraft(SESSION, { ...plan, notes: '字'.repeat(length) }).content;
    const spare = DRAFT_LIMITS.content - notes(1).length + 1;
    expect(notes(spare - 1)).toContain('发言名额');
    expect(notes(spare)).not.toContain('发言名额');
  });
});
