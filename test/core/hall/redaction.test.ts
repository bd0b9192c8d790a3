import { findings, withoutFindings } from '../../../cloudfunctions/core/hall/redaction';
import { namePatterns } from '../../../cloudfunctions/core/hall/roster-search';
import { LIMITS } from '../../../miniprogram/shared/limits';

const find = (text: string, names: string[] = [], open: string[] = []) =>
  findings([{ questionId: 'q-1', field: 'body', text }], names, open);
const found = (text: string, names: string[] = [], open: string[] = []) =>
  find(text, names, open).map(({ kind, text: what }) => `${kind}:${what}`);

describe('what must be looked at before minutes go out', () => {
  it.each([
    ['a name of the roster', '林小满说热水不够', ['林小满'], ['name:林小满']],
    ['the same name twice', '林小满和林小满', ['林小满'], ['name:林小满', 'name:林小满']],
    ['a longer name before a shorter one in it', '欧阳小满来了', ['欧阳小满', '小满'], ['name:欧阳小满']],
    ['a name with a title, not in the roster', '室友张三丰同学也没有', [], ['name:张三丰']],
    ['a mobile number', '打13800138000', [], ['phone:13800138000']],
    ['a mobile number with blanks', '打 138 0013 8000 找我', [], ['phone:138 0013 8000']],
    ['a landline', '打0371-65881234', [], ['phone:0371-65881234']],
    ['an identity card', '证号11010519491231002X', [], ['id_card:11010519491231002X']],
    ['a student number', '学号20240101', [], ['number:20240101']],
    ['a staff number', '工号T10021', [], ['number:T10021']],
    ['an e-mail address', '写信到 a.b@c.edu.cn', [], ['email:a.b@c.edu.cn']],
    ['a room', '住三号楼402室', [], ['address:三号楼402室']],
    ['a year and an hour', '2026年12月3日16:00', [], []],
    ['plain words', '食堂三楼周末能不能开门?', [], []],
  ])('%s', (_label, text, names, expected) => {
    expect(found(text, names)).toEqual(expected);
  });

  it('leaves alone whoever answered: their name is public by office', () => {
    expect(found('徐立峰答复林小满', ['徐立峰', '林小满'], ['徐立峰'])).toEqual(['name:林小满']);
  });

  it('suggests what could stand there instead', () => {
    const text = '林小满住三号楼402室,电话13800138000';
    expect(find(text, ['林小满']).map(({ suggestion }) => suggestion)).toEqual([
      '林某',
      '三号楼某室',
      '138****8000',
    ]);
  });

  it('names a finding the same while other words change, and another one differently', () => {
    const [before] = find('林小满说', ['林小满']);
    const [after] = find('有一位林小满说', ['林小满']);
    const [, second] = find('林小满和林小满', ['林小满']);
    expect(after?.id).toBe(before?.id);
    expect(second?.id).not.toBe(before?.id);
  });
});

describe('minutes of the largest size', () => {
  const FIELDS = 2 * LIMITS.questionsMax + 1;
  const field = (unit: string) => unit.repeat(LIMITS.minutesItemMax).slice(0, LIMITS.minutesItemMax);
  const allOf = (unit: string) =>
    Array.from({ length: FIELDS }, (_none, index) => ({
      questionId: `q-${index}`,
      field: 'body' as const,
      text: field(unit),
    }));
  const costOf = (unit: string) => {
    const passages = allOf(unit);
    const began = process.cpuUsage();
    namePatterns(passages.map(({ text }) => text));
    findings(passages, []);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  };

  it('with findings everywhere show one more than may be kept', () => {
    expect(findings(allOf('王一同学'), [])).toHaveLength(LIMITS.findingsKeptMax + 1);
  });

  it('with as many as may be kept show them all', () => {
    const texts = Array.from({ length: LIMITS.findingsKeptMax }, (_none, index) => ({
      questionId: `q-${index}`,
      field: 'body' as const,
      text: '王一同学',
    }));
    expect(findings(texts, [])).toHaveLength(LIMITS.findingsKeptMax);
  });

  it('cost what their length says, whatever is written in them', () => {
    const usual = Math.max(costOf('三号楼的热水晚上十点以后就没有了，'), 20);
    const costly = [
      'a1',
      '1',
      'a-',
      'a@',
      'a@b.c,',
      '13800000000,',
      '王一同学',
      '王李张刘',
      '买提·',
      '1号楼',
    ];
    const dear = costly.map((unit) => [unit, costOf(unit) / usual] as const).filter(([, ratio]) => ratio > 5);
    expect(dear).toEqual([]);
  });

  it('find an e-mail address however long its name is', () => {
    expect(found(`${'a'.repeat(200)}@c.edu.cn`)).toEqual([`email:${'a'.repeat(64)}@c.edu.cn`]);
  });
});

describe('to the last character', () => {
  it.each([
    ['a room without a word for it', '三号楼402', ['address:三号楼402']],
    ['a room in words', '三号楼2单元402寝', ['address:三号楼2单元402寝']],
    ['a bare surname with a title', '张同学也来了', []],
    ['a name behind other words', '有位李小明同学', ['name:李小明']],
    ['a surname of two characters', '欧阳娜同学', ['name:欧阳娜']],
    ['a title without a name', '各位同学', []],
    ['two names side by side', '李小明同学王小红同学', ['name:李小明', 'name:王小红']],
    ['a number behind two letters', 'xy20240101', []],
  ])('%s', (_label, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('marks what stands side by side, whichever is looked for first', () => {
    expect(found('林小满13800138000', ['林小满'])).toEqual(['name:林小满', 'phone:13800138000']);
    expect(found('13800138000林小满', ['林小满'])).toEqual(['phone:13800138000', 'name:林小满']);
  });

  it('leaves a titled name alone that begins an open one, and no other', () => {
    expect(found('王小明老师和王小明先生', [], ['王小明'])).toEqual([]);
    expect(found('王小先生', [], ['王小明'])).toEqual([]);
    expect(found('李小明先生', [], ['王小明'])).toEqual(['name:李小明']);
    expect(found('小明先生', [], ['王小明'])).toEqual([]);
  });

  it('takes names of two characters on, never of one, each once, the longest first', () => {
    expect(found('林小和林', ['林', '林小', '林小'])).toEqual(['name:林小']);
    expect(found('林小满', ['小满', '林小满'])).toEqual(['name:林小满']);
    expect(found('林小满和小满', ['小满', '林小满'])).toEqual(['name:林小满', 'name:小满']);
  });

  it('counts the same words in one text, in order, and stands them side by side', () => {
    const [first, second, third] = find('林小满林小满林小满', ['林小满']);
    expect([first, second, third].map((finding) => [finding?.start, finding?.end])).toEqual([
      [0, 3],
      [3, 6],
      [6, 9],
    ]);
    expect(new Set([first?.id, second?.id, third?.id]).size).toBe(3);
    expect(first?.id).toMatch(/^[0-9a-f]{24}$/);
  });

  it.each(['·', '•'])(
    'finds a name whose dot is written %s, though the roster writes it another way',
    (dot) => {
      expect(found(`买买提${dot}艾力来了`, ['买买提·艾力'])).toEqual([`name:买买提${dot}艾力`]);
    },
  );

  it.each([
    ['林小满', '林某'],
    ['欧阳娜娜', '欧阳某'],
    ['买买提·艾力', '买某'],
    ['司马·艾力', '司某'],
  ])('%s could be called %s', (name, alias) => {
    expect(find(`${name}来了`, [name]).map(({ suggestion }) => suggestion)).toEqual([alias]);
  });

  it.each([
    ['13800138000', '138****8000'],
    ['138 0013 8000', '138****8000'],
    ['11010519491231002X', '110***************'],
    ['三号楼402', '三号楼某室'],
    ['1234号楼402室', '1234号楼某室'],
    ['三号楼402室', '三号楼某室'],
    ['a.b@c.edu.cn', '（邮箱略）'],
    ['0371-65881234', '（电话略）'],
    ['T10021', '（号码略）'],
  ])('%s could be written %s', (text, suggestion) => {
    expect(find(`（${text}）`).map((finding) => finding.suggestion)).toEqual([suggestion]);
  });

  it.each([
    ['王建华副科长没有回电话', '王某副科长没有回电话'],
    ['欧阳建华副馆长没有回电话', '欧阳某副馆长没有回电话'],
    ['王建华原主任答应过', '王某原主任答应过'],
    ['院长王建华说过', '院长王某说过'],
    ['辅导员：王建华', '辅导员：王某'],
    ['班长李明表示会改', '班长李某表示会改'],
    ['班长欧阳娜娜没有来', '班长欧阳某没有来'],
    ['林\u200d⼩\ufe00满说', '林某说'],
    ['手机1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣。', '手机138****8000。'],
    ['👨‍👩‍👧林小满👨‍👩‍👧', '👨‍👩‍👧林某👨‍👩‍👧'],
  ])('%s reads %s when everything found is replaced', (text, left) => {
    const passage = { questionId: 'q-1', field: 'body' as const, text };
    expect(withoutFindings(passage, ['林小满'], [], [])).toBe(left);
  });

  it.each([
    ['a post in front of a surname alone', '辅导员王老师'],
    ['a post in front of a verb', '院长高度重视'],
    ['somebody who is not named', '李某同学的事'],
  ])('leaves %s', (_label, text) => {
    expect(found(text)).toEqual([]);
  });
});
