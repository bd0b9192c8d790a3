import { findings, nameCandidates } from '../../../cloudfunctions/core/hall/redaction';
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

  it('asks the roster for what could be a name, and for little else', () => {
    const candidates = nameCandidates(['林小满和欧阳娜娜、买买提·艾力问了图书馆的事']);
    expect(candidates).toEqual(
      expect.arrayContaining(['林小满', '林小', '欧阳娜', '欧阳娜娜', '买买提·艾力']),
    );
    expect(candidates.length).toBeLessThan(30);
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
    const began = performance.now();
    nameCandidates(passages.map(({ text }) => text));
    findings(passages, []);
    return performance.now() - began;
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
