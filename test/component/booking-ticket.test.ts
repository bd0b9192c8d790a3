import { loadComponent } from './load-component';

const render = loadComponent('components/booking-ticket/booking-ticket');
const booking = {
  session: '第 16 期',
  wish: '发言',
  state: '候补第 3 位',
  note: '轮到时会通知你。',
  when: '下周四 16:00',
  exact: '2026年12月3日 周四 16:00',
  place: '图书馆报告厅',
  topic: '后勤保障 · 宿舍热水',
  code: '8DM99R',
  isLive: true,
};

test('a ticket tells where the booking stands, as a status that is read out', () => {
  const { dom } = render({ booking });
  expect(dom?.querySelector('[class*="ticket__state"]')?.textContent).toBe('候补第 3 位');
  expect(dom?.textContent).toContain('8DM99R');
});

test('a dead booking shows neither code nor topic it does not have', () => {
  const { dom } = render({ booking: { ...booking, code: '', topic: '', isLive: false } });
  expect(dom?.textContent).not.toContain('预约码');
});
