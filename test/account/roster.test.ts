import writeXlsxFile from 'write-excel-file/node';
import { AGREEMENT_VERSION } from '../../miniprogram/shared/agreement';
import { cast, type Product, startProduct } from '../cloud';

const START = Date.UTC(2026, 10, 20, 2);
let product: Product;
beforeAll(async () => {
  product = await startProduct({ now: START });
});
afterAll(() => product.stop());

const admin = () => product.as('p-shen');
const HEADING = '号码,姓名,类别,单位';
const KINDS = { student: '学生', staff: '教职工' };
/** The cast as a file, without those numbers. */
const castLines = (...without: string[]) =>
  cast.people
    .filter(({ number }) => !without.includes(number))
    .map(({ number, name, kind, unit }) => `${number},${name},${KINDS[kind]},${unit}`);
const csv = (...lines: string[]) => [HEADING, ...lines].join('\n');
const load = (text: string) => admin().call('account.importRoster', { csv: text });
const personOf = (number: string) => product.cloud.read('people').find((person) => person.number === number);

test('only an administrator imports, and the log says who did and how many, never whom', async () => {
  await expect(product.as('p-wu').call('account.importRoster', { csv: csv() })).rejects.toMatchObject({
    code: 'not_allowed',
  });
  await load(csv(...castLines()));
  const { entries } = await admin().call('account.auditLog', {});
  expect(entries).toMatchObject([{ actor: '沈浩', what: '导入名册' }]);
  expect(JSON.stringify(product.cloud.read('audit'))).not.toMatch(/20240101|林小满/);
});

test.each([
  ['no heading', '20270001,新同学,学生,信息工程系', 'no_number'],
  ['a column missing', '号码,姓名,类别\n20270001,新同学,学生', 'no_unit'],
  ['nothing but the heading', HEADING, 'empty'],
  ['another encoding', `${HEADING}\n20270001,\ufffd\ufffd,学生,\ufffd`, 'not_utf8'],
  ['a quote that never ends', `${HEADING}\n"20270001,新同学,学生,信息工程系`, 'not_csv'],
  ['a workbook', 'PK\u0003\u0004\u0000\u0000', 'not_utf8'],
])('a file with %s is refused as a whole', async (_label, file, why) => {
  await expect(load(file)).rejects.toMatchObject({ code: 'roster_malformed', fields: { csv: why } });
});

test('a roster without the last administrator is refused and changes nothing', async () => {
  await expect(load(csv(...castLines('T10060', '20240101')))).rejects.toMatchObject({ code: 'last_admin' });
  expect((await product.as('p-lin').call('account.me', {})).person?.id).toBe('p-lin');
});

describe('a file from which many are missing', () => {
  const file = csv(...castLines('20240101', '20240215'));
  const importing = (leaving?: number) =>
    admin().call('account.importRoster', { csv: file, ...(leaving === undefined ? {} : { leaving }) });

  test('is looked at by names before, and says that it is unusual', async () => {
    const preview = await admin().call('account.importRoster', { csv: file, isDryRun: true });
    expect(preview).toMatchObject({ left: 2, needsCount: true });
    expect(preview.leavers.map(({ name }) => name).sort()).toEqual(['周一鸣', '林小满']);
  });

  test.each([
    ['no count', undefined],
    ['one too few', 1],
    ['one too many', 3],
  ])('with %s dismisses nobody', async (_label, leaving) => {
    await expect(importing(leaving)).rejects.toMatchObject({ code: 'leaving_unconfirmed' });
    expect((await product.as('p-lin').call('account.me', {})).person?.id).toBe('p-lin');
  });
});

test('a dry run answers the figures and changes nothing', async () => {
  const file = csv(...castLines('20240101'), '20270001,新同学,学生,艺术设计系');
  expect(await admin().call('account.importRoster', { csv: file, isDryRun: true })).toMatchObject({
    added: 1,
    changed: 0,
    left: 1,
    needsCount: false,
    leavers: [{ name: '林小满', unit: '信息工程系', isStaff: false, hasRole: false }],
    refused: [],
  });
  expect(personOf('20270001')).toBeUndefined();
  expect((await product.as('p-lin').call('account.me', {})).person?.id).toBe('p-lin');
});

test('a file of students says nothing of the staff', async () => {
  const students = castLines().filter((line) => line.includes(',学生,'));
  expect((await load(csv(...students))).left).toBe(0);
});

test('each bad line is refused with its number and its reason, and makes nobody leave', async () => {
  const good = castLines('20240101', '20240215');
  const bad = [
    ',没号码,学生,信息工程系',
    '2024_0101,坏号码,学生,信息工程系',
    `${'9'.repeat(21)},长号码,学生,信息工程系`,
    '20240101,,学生,信息工程系',
    '20240215,=1+1,学生,信息工程系',
    `20270003,${'长'.repeat(31)},学生,信息工程系`,
    '20270004,王五,访客,信息工程系',
    '20270005,王六,学生',
    '20270006,王七,学生,信息\u0007工程系',
    'T10034,罗家明,教职工,党政办公室',
    '20270007,😀,学生,信息工程系',
  ];
  const { refused, left, added } = await load(csv(...good, ...bad));
  const first = good.length + 2;
  expect(refused.map(({ line }) => line - first)).toEqual(bad.map((_line, index) => index));
  expect(refused.map(({ reason }) => reason)).toEqual([
    '缺学号或工号',
    '号码只能是 20 位以内的数字、字母和短横线',
    '号码只能是 20 位以内的数字、字母和短横线',
    '缺姓名',
    '姓名里有不认识的符号，或者太长',
    '姓名里有不认识的符号，或者太长',
    '类别应为“学生”或“教职工”',
    '缺学院或部门',
    '学院或部门里有不认识的符号，或者太长',
    expect.stringMatching(/^号码与第 \d+ 行重复$/),
    '姓名里有不认识的符号，或者太长',
  ]);
  expect({ left, added }).toEqual({ left: 0, added: 0 });
});

test('who is no longer in it loses binding and every right at once, and may come back without them', async () => {
  expect((await load(csv(...castLines('T10033')))).left).toBe(1);
  expect((await product.as('p-wu').call('account.me', {})).person).toBeNull();
  await expect(product.as('p-wu').call('announcement.deliveries', {})).rejects.toMatchObject({
    code: 'not_bound',
  });
  expect(product.cloud.read('accounts').some((account) => account.personId === 'p-wu')).toBe(false);
  await expect(
    product
      .as('p-wu')
      .call('account.bind', { agreement: AGREEMENT_VERSION, number: 'T10033', name: '吴雅琴' }),
  ).rejects.toMatchObject({ code: 'roster_mismatch' });

  expect(await load(csv(...castLines()))).toMatchObject({ added: 0, changed: 1, left: 0 });
  const back = await product
    .as('p-wu')
    .call('account.bind', { agreement: AGREEMENT_VERSION, number: 'T10033', name: '吴雅琴' });
  expect(back.person).toMatchObject({ id: 'p-wu', roles: [] });
});

test('new lines are added, changed ones changed, and a repeat changes nothing', async () => {
  const file = csv(
    ...castLines('20240101'),
    '２０２７０００１, 新 同学 ,学生,艺术设计系',
    '20240101,林小满,学生,机电工程系',
  );
  expect(await load(file)).toMatchObject({
    added: 1,
    changed: 1,
    changes: [{ name: '林小满', unit: '信息工程系', becomes: '林小满 · 机电工程系' }],
    left: 0,
    refused: [],
  });
  expect(personOf('20270001')).toMatchObject({ name: '新 同学', openid: null, roles: [], hasLeft: false });
  expect(personOf('20240101')).toMatchObject({ unit: '机电工程系', openid: 'demo-student-lin' });
  expect(await load(file)).toMatchObject({ added: 0, changed: 0, left: 0, changes: [], refused: [] });
});

test('headings in another order, in English and with a byte order mark are read', async () => {
  const file = `\ufeffUnit,Kind,Name,Number\r\n"系,一",student,"新,同学",20270001\r\n,,,\r\n信息工程系,student,新同学,20270002\r\n`;
  const { added, refused } = await admin().call('account.importRoster', { csv: file, isDryRun: true });
  expect({ added, refused }).toEqual({
    added: 1,
    refused: [{ line: 2, reason: '姓名里有不认识的符号，或者太长' }],
  });
});

describe('an Excel workbook', () => {
  const workbook = async (rows: Array<Array<string | number | null>>) => {
    const cells = rows.map((row) => row.map((value) => (value === null ? null : { value })));
    return (await writeXlsxFile(cells).toBuffer()).toString('base64');
  };

  test('is read as a csv file is, numbers and empty rows included', async () => {
    const xlsx = await workbook([
      ['学号', '姓名', '类别', '学院'],
      [20280001, '唐 糖', '学生', '图书馆系'],
      [null, null, null, null],
      ['20280002', '', '学生', '图书馆系'],
    ]);
    const { added, refused } = await admin().call('account.importRoster', { xlsx, isDryRun: true });
    expect({ added, refused }).toEqual({ added: 1, refused: [{ line: 4, reason: '缺姓名' }] });
  });

  describe('whose numbers may be shown otherwise than they are kept', () => {
    const formatted = async (value: number, format?: string) => {
      const rows = [
        ['学号', '姓名', '类别', '学院'].map((title) => ({ value: title })),
        [
          { value, ...(format ? { format } : {}) },
          ...['唐糖', '学生', '图书馆系'].map((text) => ({ value: text })),
        ],
      ];
      return (await writeXlsxFile(rows).toBuffer()).toString('base64');
    };
    const unsure = [{ line: 2, reason: expect.stringContaining('“文本”格式') }];

    test.each([
      ['no format', 7001, undefined, []],
      ['plain digits', 7001, '0', []],
      ['zeros before it', 7001, '0000000000', unsure],
      ['letters before it', 7001, '"T"0000', unsure],
      ['thousands parted', 7001, '#,##0', unsure],
      ['as many digits as a cell keeps', 123456789012345, undefined, []],
      ['more digits than a cell keeps', 1234567890123456, undefined, unsure],
      ['a fraction', 7001.5, undefined, unsure],
    ])('with %s', async (_label, value, format, refused) => {
      const xlsx = await formatted(value, format);
      const answer = await admin().call('account.importRoster', { xlsx, isDryRun: true });
      expect(answer.refused).toEqual(refused);
      expect(answer.added).toBe(refused.length === 0 ? 1 : 0);
    });

    test('dismisses nobody whose number it may have meant', async () => {
      const xlsx = await formatted(20240101, '0000000000');
      const { leavers } = await admin().call('account.importRoster', { xlsx, isDryRun: true });
      expect(leavers.map(({ name }) => name)).not.toContain('林小满');
    });
  });

  test('with a heap of marks in a cell is refused before the cell is normalised', async () => {
    const xlsx = await workbook([
      ['学号', '姓名', '类别', '学院'],
      [20280001, `唐${'\u0315\u0300'.repeat(5000)}`, '学生', '图书馆系'],
    ]);
    await expect(admin().call('account.importRoster', { xlsx })).rejects.toMatchObject({
      code: 'roster_malformed',
      fields: { csv: 'heaped_marks' },
    });
  });

  test('that is none is refused, and so are two files or no file', async () => {
    const xlsx = Buffer.from('PK\u0003\u0004 not a workbook').toString('base64');
    await expect(admin().call('account.importRoster', { xlsx })).rejects.toMatchObject({
      code: 'roster_malformed',
      fields: { csv: 'not_xlsx' },
    });
    await expect(admin().call('account.importRoster', { xlsx, csv: HEADING })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(admin().call('account.importRoster', {})).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
