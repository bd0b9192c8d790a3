import type { MyBooking, Output, SessionCard, SessionDetail } from '../../miniprogram/api/dto';

/** Wednesday, 25 November 2026, 10:00 in Shanghai. */
export const now = Date.parse('2026-11-25T10:00:00+08:00');
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const startsAt = Date.parse('2026-12-03T16:00:00+08:00');

export const sessionCard = (part: Partial<SessionCard> = {}): SessionCard => ({
  id: 'session-16',
  number: 16,
  startsAt,
  venue: '图书馆报告厅',
  status: 'previewed',
  step: 1,
  chair: '郑国栋',
  isPreviewLate: false,
  dateReason: '',
  calledOffReason: '',
  isChanged: false,
  ...part,
});

export const sessionDetail = (part: Partial<SessionDetail> = {}): SessionDetail => ({
  ...sessionCard(),
  plan: {
    venue: '图书馆报告厅',
    chair: { name: '郑国栋', title: '党委书记' },
    attendees: [{ name: '徐立峰', title: '后勤保障处处长' }],
    topics: ['宿舍热水'],
    notes: '',
    speakingSlots: 20,
    quota: null,
    seats: 300,
  },
  changes: [],
  previewAt: now - DAY,
  isDateGuessed: false,
  bookingUntil: startsAt - 2 * HOUR,
  lottery: null,
  article: null,
  speakingLeft: 6,
  seatsLeft: 80,
  waiting: 0,
  keySet: '',
  version: 3,
  ...part,
});

export const myBooking = (part: Partial<MyBooking> = {}): MyBooking => ({
  sessionId: 'session-16',
  sessionNumber: 16,
  startsAt,
  venue: '图书馆报告厅',
  wish: 'speak',
  status: 'confirmed',
  position: null,
  offerExpiresAt: null,
  cancelUntil: startsAt - 2 * HOUR,
  title: '宿舍热水',
  category: 'logistics',
  code: '8DM99R',
  draw: null,
  calledOffReason: '',
  hasGivenOn: false,
  isChanged: false,
  unreached: null,
  ...part,
});

type Home = Output<'session.home'>;

export const home = (part: Partial<Home> = {}): Home => ({
  isBound: true,
  name: '林小满',
  roles: [],
  unread: 0,
  templates: {},
  next: {
    ...sessionCard(),
    attendeeCount: 12,
    speakingLeft: 6,
    waiting: 0,
    bookingUntil: startsAt - 2 * HOUR,
  },
  booking: null,
  last: null,
  lastFigures: null,
  lastCards: null,
  commitmentsDue: 0,
  openCases: [],
  desk: null,
  blackedOutAt: 0,
  ...part,
});
