import { type Precedent, suggestionFor } from '../../../cloudfunctions/core/case/suggestion';
import { thesaurusOf } from '../../../cloudfunctions/core/case/synonyms';

const past = (
  id: string,
  title: string,
  leadId: string | null,
  urgency: Precedent['urgency'] = 'ordinary',
) => ({ _id: id, title, leadId, urgency });

const PAST = [
  past('1', '三号楼没有热水', 'logistics', 'utilities'),
  past('2', '五号楼热水太凉', 'logistics', 'utilities'),
  past('3', '热水供应时间太短', 'logistics'),
  past('4', '选课系统总是卡', 'academic'),
  past('5', '选课系统登录不上', 'academic'),
  past('6', '图书馆闭馆太早', 'library'),
];
const ask = (title: string, precedents: readonly Precedent[] = PAST) =>
  suggestionFor({ _id: 'new', title }, precedents).suggestion;

describe('a new case is suggested', () => {
  test.each([
    ['宿舍热水又停了', 'logistics', 'utilities'],
    ['选课系统报错', 'academic', 'ordinary'],
  ])('%s: where most of what is alike went, and the class it had there', (title, departmentId, urgency) => {
    expect(ask(title)).toMatchObject({ departmentId, urgency });
  });

  test('by another name of the same thing', () => {
    expect(ask('洗澡水又停了')).toBeNull();
    const named = thesaurusOf(['热水 洗澡水']);
    const { suggestion } = suggestionFor({ _id: 'new', title: '洗澡水又停了' }, PAST, named);
    expect(suggestion).toMatchObject({ departmentId: 'logistics', agree: 3 });
  });

  test('with how many of those that are alike agree', () => {
    expect(ask('宿舍热水又停了')).toMatchObject({ agree: 3, of: 3 });
  });

  test.each([
    ['one case alone is chance', '图书馆座位', PAST],
    ['nothing is alike', '操场照明', PAST],
    ['there is no past', '宿舍热水', []],
    ['nobody led', '热水', [past('1', '热水', null), past('2', '热水', null)]],
    [
      'as many went elsewhere',
      '浴室热水',
      [past('1', '浴室热水凉', 'logistics'), past('2', '浴室热水贵', 'finance')],
    ],
  ])('nothing where %s', (_label, title, precedents) => {
    expect(ask(title, precedents)).toBeNull();
  });

  test('nothing by itself: a case is no precedent of its own', () => {
    const twins = [past('new', '浴室热水凉', 'logistics'), past('2', '浴室热水凉', 'logistics')];
    expect(ask('浴室热水凉', twins)).toBeNull();
  });
});

test('how good suggestions are is counted on the newest, each without itself', () => {
  const stray = past('7', '热水账单算错', 'finance');
  // Three on hot water agree, and the stray is told where they went; of the others only one each is alike.
  expect(suggestionFor({ _id: 'new', title: '随便' }, [stray, ...PAST])).toMatchObject({ tried: 4, hits: 3 });
});
