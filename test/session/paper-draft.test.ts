import type { Paper, PaperBlock } from '../../cloudfunctions/core/report/paper';
import { DRAFT_LIMITS, withCode } from '../../cloudfunctions/core/session/article';
import { paperDraft } from '../../cloudfunctions/session/paper-draft';

const WAY = {
  appId: 'wx0123456789abcdef',
  sessionId: 'session-16',
  url: 'https://dialogue.linjiang.edu.cn/portal/sessions/16',
  page: 'packages/dialogue/minutes/minutes',
  words: '查看纪要和办理情况',
};
const paper = (blocks: PaperBlock[]): Paper => ({
  title: '第16期“四点”对话纪要',
  facts: [
    ['主持', '党委书记郑国栋'],
    ['更正原因', ''],
  ],
  blocks,
  digest: { of: '文字', value: 'ab' },
  fileName: '纪要.docx',
});
const draft = (blocks: PaperBlock[], way = WAY) => paperDraft({ paper: paper(blocks), digest: '摘要', way });
const item = (at: number, length = 10): PaperBlock[] => [
  { heading: `${at}. 热水` },
  { text: '字'.repeat(length) },
];

describe('a paper as a draft of the official account', () => {
  test('says what the paper says, escaped, behind the way into the mini program', () => {
    const { linkedContent, content, sourceUrl, left } = draft([
      { text: '开头\n<b>' },
      { heading: '1. 热水' },
      { table: { head: ['问题'], widths: [100], rows: [['食堂 & 超市']] } },
      { note: '结果：现场解决' },
    ]);
    expect(content).toBe(
      '<p>主持：党委书记郑国栋</p><p>开头</p><p>&lt;b&gt;</p><h2>1. 热水</h2>' +
        '<table><tr><th>问题</th></tr><tr><td>食堂 &amp; 超市</td></tr></table><p>结果：现场解决</p>',
    );
    expect(linkedContent).toBe(
      '<p><a data-miniprogram-appid="wx0123456789abcdef" data-miniprogram-path="packages/dialogue/minutes/minutes?id=session-16" href="">打开“四点对话”小程序，查看纪要和办理情况</a></p>' +
        content,
    );
    expect({ sourceUrl, left }).toEqual({ sourceUrl: WAY.url, left: 0 });
    expect(draft([], { ...WAY, appId: '' }).linkedContent).toBe('');
  });

  test('leaves out whole items where the account has no room, and says how many', () => {
    const many = (length: number) => draft(Array.from({ length: 4 }, (_none, at) => item(at, length)).flat());
    const whole = many(10);
    // What four items may hold besides their own marks, and one character more.
    const room = DRAFT_LIMITS.content - 100 - whole.linkedContent.length + 40 - 1;
    expect(many(Math.floor(room / 4)).left).toBe(0);
    const cut = many(Math.floor(room / 4) + 1);
    expect(cut.left).toBe(1);
    expect(cut.linkedContent.length).toBeLessThanOrEqual(DRAFT_LIMITS.content);
    expect(cut.linkedContent).toContain('篇幅所限，另有1项略去');
    expect(cut.linkedContent).not.toContain('3. 热水');
    expect(cut.linkedContent.match(/<p>/g)?.length).toBe(cut.linkedContent.match(/<\/p>/g)?.length);
  });

  test('has room for a code in place of the link, or else goes without', () => {
    const { code, content } = draft(item(1));
    if (!code) throw new Error('no way into the mini program');
    expect(code).toMatchObject({ page: WAY.page, scene: 'session-16' });
    const picture = 'https://mmbiz.qpic.cn/a"b';
    const coded = withCode(code, picture) ?? '';
    expect(coded.startsWith('<p><img src="https://mmbiz.qpic.cn/a&quot;b"')).toBe(true);
    expect(coded.endsWith(content)).toBe(true);
    const room = DRAFT_LIMITS.content - (coded.length - code.text.length);
    expect(withCode({ ...code, text: '字'.repeat(room - 1) }, picture)).toHaveLength(
      DRAFT_LIMITS.content - 1,
    );
    expect(withCode({ ...code, text: '字'.repeat(room) }, picture)).toBeNull();
    expect(draft([], { ...WAY, appId: '' }).code).toBeNull();
  });
});
