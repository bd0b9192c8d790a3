import { brokenLines, pictureLines } from '../../miniprogram/pages/booked/ticket-picture';
import { myBooking, now } from './facts';

test('the picture says when in full with the year, where and with which code, and nothing of who or what', () => {
  const booking = myBooking({ position: 3, title: '宿舍热水' });
  const words = pictureLines(booking, now).map((line) => line.words);
  expect(words).toEqual([
    '四点对话 第 16 期',
    '发言名额已定，目前排第 3 位',
    expect.stringMatching(/^2026年12月3日 周四 16:00$/),
    booking.venue,
    `发言 · 预约码 ${booking.code}`,
    '请提前到场签到，到签到台可报预约码',
  ]);
  expect(words.join()).not.toContain('宿舍热水');
});

/** Ten pixels a letter. */
const widthOf = (words: string) => words.length * 10;

test.each([
  ['', ['']],
  ['一二三', ['一二三']],
  ['一二三四', ['一二三', '四']],
  ['一二三四五六', ['一二三', '四五六']],
  ['一二三四五六七', ['一二三', '四五六', '七']],
])('%s is broken where it would run over the edge', (words, lines) => {
  expect(brokenLines(words, 30, widthOf)).toEqual(lines);
});
