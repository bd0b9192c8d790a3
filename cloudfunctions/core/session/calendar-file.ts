/** One session as calendars take it. Milliseconds; a session lasts an hour and a half. */
export interface CalendarEvent {
  /** The same for ever: by it a calendar knows the session again when it has moved. */
  uid: string;
  number: number;
  startsAt: number;
  venue: string;
  isCancelled: boolean;
  /** Its page, or empty. */
  url: string;
}

const LASTS_MS = 90 * 60_000;
/** No line is longer, in octets, its end not counted (RFC 5545, 3.1). */
const LINE_MAX = 75;

/**
 * Sessions as a file to subscribe to (iCalendar, RFC 5545). Times are in UTC, which every calendar shows in its own.
 * `madeAt`: when this was made, as DTSTAMP has to say.
 */
export function calendarFile(events: readonly CalendarEvent[], madeAt: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//four-point-dialogue//sessions//ZH',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:四点对话',
    ...events.flatMap((event) => eventLines(event, madeAt)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const eventLines = ({ uid, number, startsAt, venue, isCancelled, url }: CalendarEvent, madeAt: number) => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  `DTSTAMP:${utc(madeAt)}`,
  `DTSTART:${utc(startsAt)}`,
  `DTEND:${utc(startsAt + LASTS_MS)}`,
  `SUMMARY:${escaped(`第 ${number} 期四点对话${isCancelled ? '（已取消）' : ''}`)}`,
  ...(venue ? [`LOCATION:${escaped(venue)}`] : []),
  ...(url ? [`URL:${url}`] : []),
  `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
  'END:VEVENT',
];

/** 20261203T080000Z */
const utc = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');

/** A text value (RFC 5545, 3.3.11). */
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** Letters of one to four octets, as UTF-8 writes them. */
function octetsOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/** A longer line goes on in the next after a blank; no letter is cut. */
function folded(line: string): string {
  let out = '';
  let length = 0;
  for (const letter of line) {
    const octets = octetsOf(letter);
    if (length + octets > LINE_MAX) {
      out += '\r\n ';
      length = 1;
    }
    out += letter;
    length += octets;
  }
  return out;
}
