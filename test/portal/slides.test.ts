import type { WallAnnouncement } from '../../cloudfunctions/contract/wall';
import { slidesOf } from '../../cloudfunctions/portal/wall/browser/slides';

const rated = (dissatisfied: number | null) => ({
  valid: dissatisfied === null ? null : 20,
  dissatisfied,
  band: '样本不足',
});
const item = (questionId: string, dissatisfied: number, verdict: 'none' | 'yellow' | 'red') => ({
  questionId,
  title: `问题 ${questionId}`,
  departmentName: '后勤保障处',
  verdict,
  ...rated(dissatisfied),
});
const announcement: WallAnnouncement = {
  marks: { yellow: { numerator: 3, denominator: 10 }, red: { numerator: 1, denominator: 2 } },
  results: [
    {
      number: 15,
      round: 1,
      turnout: 20,
      boxDigest: 'ab'.repeat(32),
      total: rated(8),
      departments: [
        { name: '图书馆', ...rated(1) },
        { name: '保卫处', ...rated(null) },
        { name: '后勤保障处', ...rated(12) },
      ],
      items: [item('a', 1, 'none'), item('b', 7, 'yellow'), item('c', 12, 'red'), item('d', 15, 'red')],
    },
  ],
};

test('what is worst comes first, what is not published last, and every card has a page', () => {
  const slides = slidesOf(announcement);
  expect(slides.map(({ kind }) => kind)).toEqual(['title', 'bars', 'bars', 'card', 'card', 'card', 'end']);
  expect(slides[1]).toMatchObject({
    bars: [
      { label: '后勤保障处', rate: 0.6, words: '60%' },
      { label: '图书馆', rate: 0.05, words: '5%' },
      { label: '保卫处', rate: null, words: '样本不足' },
    ],
  });
  const cards = slides.filter((slide) => slide.kind === 'card');
  expect(cards.map(({ colour, title }) => [colour, title])).toEqual([
    ['red', '问题 d'],
    ['red', '问题 c'],
    ['yellow', '问题 b'],
  ]);
  expect(slidesOf({ ...announcement, results: [] })).toEqual([]);
});
