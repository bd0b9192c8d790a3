import { sessionInLink } from '../../miniprogram/shared/booking-link';

test.each([
  ['https://sidian.example.edu.cn/portal/book/16', 'session-16'],
  ['https%3A%2F%2Fsidian.example.edu.cn%2Fportal%2Fbook%2F16', 'session-16'],
  ['https://sidian.example.edu.cn/dialogue/portal/book/16?from=poster', 'session-16'],
  ['https://sidian.example.edu.cn/portal/book/0', null],
  ['https://sidian.example.edu.cn/portal/book/16/17', null],
  ['https://sidian.example.edu.cn/portal/sessions/16', null],
  ['%E0%A4%A', null],
  ['', null],
])('the link %s opens the form of %p', (link, sessionId) => {
  expect(sessionInLink(link)).toBe(sessionId);
});
