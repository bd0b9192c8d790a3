import { randomUUID } from 'node:crypto';
import readXlsxFile from 'read-excel-file/node';
import { answered, DAY, inHand, MONDAY, send, startCases } from '../case/people';
import type { Product } from '../cloud';
import { partOf } from './archive';

let product: Product;
beforeAll(async () => {
  product = await startCases();
  for (const who of ['p-lin', 'p-zhou', 'p-he', 'p-gao', 'p-pan', 'p-shen']) {
    const { caseId } = await send(product, who, { identity: who === 'p-gao' ? 'named' : 'hidden' });
    await inHand(product, caseId);
    await answered(product, caseId);
    const isSolved = who !== 'p-he';
    await product.as(who).call('case.judge', {
      caseId,
      isSolved,
      reason: isSolved ? '' : '没修好',
      satisfaction: isSolved ? 'satisfied' : 'dissatisfied',
    });
  }
  await send(product, 'p-lin', {
    title: '=HYPERLINK("http://x")',
    text: '我是林小满，电话 13812345678，室友周一鸣也没有热水。',
  });
});
afterAll(() => product.stop());
const as = (who: string) => product.as(who);
const period = { from: MONDAY - DAY, to: MONDAY + 30 * DAY };

test('the dashboard shows departments side by side, each rate with who judged it', async () => {
  const { total, departments, byChannel, months } = await as('nobody').call('report.dashboard', period);
  expect(total.cases).toBe(7);
  expect(departments).toHaveLength(1);
  expect(departments[0]).toMatchObject({
    departmentId: 'logistics',
    name: '后勤保障处',
    figures: {
      cases: 6,
      open: 1,
      reopenings: 1,
      onTime: { count: 6, of: 6, judgedBy: 'clock' },
      resolution: { count: 5, of: 6, judgedBy: 'asker' },
      satisfaction: { count: 5, of: 6, judgedBy: 'asker' },
      outcomes: { solved: 6 },
    },
  });
  expect(byChannel).toEqual([{ channel: 'box', cases: 7, solved: 5 }]);
  expect(months).toMatchObject([{ month: '2026-11', cases: 7, replied: 6, solved: 5 }]);
});

test('behind each figure stand its cases, for leaders and the office', async () => {
  const went = async (how: 'late' | 'not_solved' | 'dissatisfied') =>
    (await as('p-zheng').call('case.all', { went: how })).cases.map(({ status }) => status);
  expect(await went('late')).toEqual([]);
  expect(await went('not_solved')).toEqual(['in_progress']);
  expect(await went('dissatisfied')).toEqual(['in_progress']);
  expect((await as('p-zheng').call('case.all', {})).cases).toHaveLength(7);
  await expect(as('p-ma').call('case.all', {})).rejects.toMatchObject({ code: 'not_allowed' });
});

test('a period that is empty has figures of nothing; one that is too long or turned round is refused', async () => {
  const { total } = await as('nobody').call('report.dashboard', { from: 0, to: DAY });
  expect(total).toMatchObject({ cases: 0, resolution: { count: null, of: 0 } });
  for (const wrong of [
    { from: MONDAY, to: MONDAY },
    { from: 0, to: 401 * DAY },
  ])
    await expect(as('nobody').call('report.dashboard', wrong)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { to: 'period' },
    });
});

describe('the ledger', () => {
  test('is a spreadsheet that can be filed: title, frozen header, Chinese dates, nothing of hidden askers', async () => {
    const ledgerId = randomUUID();
    const made = await as('p-wu').call('report.makeLedger', { ledgerId, ...period });
    expect(made).toMatchObject({ state: 'done', done: 7, total: 7 });
    expect(made.fileName).toBe('诉求办理台账_2026年11月22日—2026年12月23日.xlsx');
    const bytes = Buffer.from(await (await fetch(made.url)).arrayBuffer());
    const sheets = await readXlsxFile(bytes);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['台账', '部门汇总']);
    const [title, note, header, first, ...rest] = sheets[0]?.data ?? [];
    expect(title?.[0]).toBe('诉求办理台账 2026年11月22日—2026年12月23日');
    expect(note?.[0]).toMatch(/^制表：活动办公室 +制表时间：2026年11月23日 10:00 +共 7 件/);
    expect(header?.slice(0, 5)).toEqual(['序号', '编号', '来源', '类别', '主题']);
    expect(first?.[0]).toBe(1);
    const asked = first?.[header?.indexOf('提出时间') ?? -1];
    // The clock of Shanghai, as it stands on the wall.
    expect(asked).toBeInstanceOf(Date);
    expect(asked instanceof Date && asked.toISOString().slice(0, 13)).toBe('2026-11-23T10');
    const text = JSON.stringify([first, ...rest]);
    expect(text).toContain('高文静（基础教学部）');
    expect(text).not.toMatch(/林小满|周一鸣|20240101/);
    expect(text).toContain("'=HYPERLINK");
    const summary = sheets[1]?.data ?? [];
    expect(summary.map((row) => row[0]).slice(2)).toEqual(['部门', '后勤保障处', '合计']);
    expect(summary[3]?.join()).toContain('83.3%（5/6）');
    // Printed as it is: landscape, one page wide, title and header on every page.
    const sheet = partOf(bytes, 'xl/worksheets/sheet1.xml');
    expect(sheet).toMatch(/<pageSetup[^>]*orientation="landscape"[^>]*fitToWidth="1"[^>]*fitToHeight="0"/);
    expect(sheet).toContain('<pageSetUpPr fitToPage="1"/>');
    expect(sheet).toMatch(/<pane[^>]*ySplit="3"[^>]*state="frozen"/);
    expect(partOf(bytes, 'xl/workbook.xml')).toContain(
      `<definedName name="_xlnm.Print_Titles" localSheetId="0">'台账'!$1:$3</definedName>`,
    );
  });

  test('says how far it is, is one for one id, and belongs to whoever asked for it', async () => {
    const ledgerId = randomUUID();
    const [made, meanwhile] = await Promise.all([
      as('p-wu').call('report.makeLedger', { ledgerId, ...period, departmentId: 'logistics' }),
      as('p-wu').call('report.makeLedger', { ledgerId, ...period, departmentId: 'logistics' }),
    ]);
    expect([made.state, meanwhile.state].sort()).toContain('done');
    const shown = await as('p-wu').call('report.ledger', { ledgerId });
    expect(shown).toMatchObject({ state: 'done', done: 6, total: 6 });
    await expect(as('p-luo').call('report.ledger', { ledgerId })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(as('p-lin').call('report.makeLedger', { ledgerId, ...period })).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });

  const rowsOf = async (who: string, input: { departmentId?: string; isRaw?: boolean }) => {
    const { url, fileName } = await as(who).call('report.makeLedger', {
      ledgerId: randomUUID(),
      ...period,
      ...input,
    });
    const [first] = await readXlsxFile(Buffer.from(await (await fetch(url)).arrayBuffer()));
    return { fileName, text: JSON.stringify(first?.data) };
  };

  test('shows no name and no number that somebody wrote; the office may ask for the words as written', async () => {
    const bare = await rowsOf('p-wu', {});
    expect(bare.text).toContain('室友周某也没有热水');
    expect(bare.text).not.toMatch(/林小满|周一鸣|13812345678/);
    expect(bare.text).toContain('已隐去姓名、电话等个人信息');
    const raw = await rowsOf('p-wu', { isRaw: true });
    expect(raw.text).toContain('我是林小满，电话 13812345678');
    expect(raw.fileName).toMatch(/_原文\.xlsx$/);
    await expect(rowsOf('p-zheng', { isRaw: true })).rejects.toMatchObject({ code: 'not_allowed' });
    const { entries } = await as('p-shen').call('account.auditLog', {});
    const made = entries.filter(({ what }) => what === '制作诉求台账').map(({ detail }) => detail);
    expect(made.slice(0, 2)).toEqual(['含原文', '隐去个人信息']);
  });

  test('heads take that of their own department, and no other', async () => {
    const own = await rowsOf('p-xu', { departmentId: 'logistics' });
    expect(own.text).toContain('共 6 件');
    for (const input of [{}, { departmentId: 'network' }, { departmentId: 'logistics', isRaw: true }])
      await expect(rowsOf('p-xu', input)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(rowsOf('p-ma', { departmentId: 'logistics' })).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });
});
