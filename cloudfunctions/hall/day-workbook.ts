import writeExcelFile, { type Cell } from 'write-excel-file/node';
import { chineseMoment } from '../core/date-words';
import type { Question } from '../core/hall/question';
import type { Person } from '../core/people/person';
import type { Booking } from '../core/session/booking';
import { BOOKING_WORDS } from '../core/session/booking-words';
import type { Session } from '../core/session/session';
import { BODY, FONT, HEADER, printing, TITLE_ROWS, titleRows } from '../platform/spreadsheet';

/** Enough empty lines for those who come without a booking. */
const WALK_INS = 60;

export interface Day {
  session: Session;
  bookings: readonly Booking[];
  /** In the order in which they are called. */
  speakers: readonly Question[];
  people: ReadonlyMap<string, Pick<Person, 'name' | 'unit' | 'number'>>;
}

type Column = readonly [title: string, width: number];
const SPEAKERS: readonly Column[] = [
  ['序号', 8],
  ['题目', 50],
  ['提问人', 22],
  ['单位', 26],
  ['备注', 26],
];
const BOOKED: readonly Column[] = [
  ['序号', 8],
  ['姓名', 16],
  ['单位', 30],
  ['学工号尾号', 14],
  ['预约', 14],
  ['状态', 18],
];
const SIGN_IN: readonly Column[] = [
  ['序号', 8],
  ['姓名', 18],
  ['单位', 32],
  ['学工号尾号', 16],
  ['学工号', 24],
  ['签名', 30],
];

const text = (value: string): Cell => ({ ...BODY, value, type: String, wrap: true, height: 26 });
const number = (value: number): Cell => ({ ...BODY, value, type: Number, align: 'center' });
const empty: Cell = { ...BODY, value: '', type: String };

/**
 * What the office has in hand when every phone fails: who speaks in which order, who has booked and who waits, and a
 * sheet to sign. Only the tail of a number stands in it; whoever signs writes the whole one.
 */
export function dayWorkbook({ session, bookings, speakers, people }: Day, now: number): Promise<Buffer> {
  const title = `第${session.number}期四点对话`;
  const note = `制表：活动办公室    制表时间：${chineseMoment(now)}    活动时间：${chineseMoment(session.startsAt)}`;
  const tail = (personId: string) => people.get(personId)?.number.slice(-3) ?? '';
  const seated = bookings.filter(({ status }) => status !== 'waitlisted');
  const sheet = (name: string, columns: readonly Column[], data: readonly Cell[][]) => ({
    sheet: name,
    columns: columns.map(([, width]) => ({ width })),
    stickyRowsCount: TITLE_ROWS + 1,
    data: [
      ...titleRows(`${title} ${name}`, note, columns.length),
      columns.map(([value]): Cell => ({ ...HEADER, value, type: String })),
      ...data,
    ],
  });
  const asker = ({ askerId, asker }: Question) => {
    const name = people.get(askerId ?? '')?.name ?? '';
    return asker === 'hidden' ? `${name}（不公开姓名）` : name;
  };
  return writeExcelFile(
    [
      sheet(
        '发言顺序',
        SPEAKERS,
        speakers.map((question, at) => [
          number(at + 1),
          text(question.title),
          text(asker(question)),
          text(people.get(question.askerId ?? '')?.unit ?? ''),
          empty,
        ]),
      ),
      sheet(
        '预约名单',
        BOOKED,
        bookings.map(({ personId, name, unit, wish, status }, at) => [
          number(at + 1),
          text(name),
          text(unit),
          text(tail(personId)),
          text(BOOKING_WORDS.wishes[wish]),
          text(BOOKING_WORDS.statuses[status]),
        ]),
      ),
      sheet('签到表', SIGN_IN, [
        ...seated.map(({ personId, name, unit }, at) => [
          number(at + 1),
          text(name),
          text(unit),
          text(tail(personId)),
          empty,
          empty,
        ]),
        ...Array.from({ length: WALK_INS }, (_none, at) => [
          number(seated.length + at + 1),
          text(''),
          empty,
          empty,
          empty,
          empty,
        ]),
      ]),
    ],
    { ...FONT, features: [printing({})] },
  ).toBuffer();
}
