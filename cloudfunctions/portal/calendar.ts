import { calendarFile } from '../core/session/calendar-file';
import { addressOf, hasDomain } from './address';
import type { Made } from './answer';
import { sessionsFrom } from './public';

/** The newest sessions, those to come among them, for calendars that subscribe. */
export async function sessionsCalendar(): Promise<Made> {
  const listed = await sessionsFrom();
  const events = (listed?.sessions ?? []).map(({ id, number, startsAt, venue, status }) => ({
    uid: `${id}@four-point-dialogue`,
    number,
    startsAt,
    venue,
    isCancelled: status === 'cancelled',
    url: hasDomain() ? addressOf(`/sessions/${number}`) : '',
  }));
  return {
    status: 200,
    type: 'text/calendar; charset=utf-8',
    body: calendarFile(events, Date.now()),
  };
}
