import type { ComponentChildren } from 'preact';
import { nameWithOffice } from '../../../miniprogram/shared/name-with-office';
import { chairOf } from '../../core/session/chair';
import { addressOf, hasDomain } from '../address';
import { bookPath } from '../pages/book';
import type { sessionOf } from '../public';
import { Code, Moment } from './parts';

type Detail = NonNullable<Awaited<ReturnType<typeof sessionOf>>>['session'];

export const isBookable = ({ status, bookingUntil }: Pick<Detail, 'status' | 'bookingUntil'>): boolean =>
  status === 'previewed' && Date.now() < bookingUntil;

/** When, where, who leads and who answers; what a page adds stands below. */
export const SessionFacts = ({ session, children }: { session: Detail; children: ComponentChildren }) => (
  <dl className="facts">
    <dt>时间</dt>
    <dd>
      <Moment at={session.startsAt} />
    </dd>
    <dt>地点</dt>
    <dd>{session.venue}</dd>
    <dt>主持</dt>
    <dd>{chairOf(session.plan)}</dd>
    <dt>到场</dt>
    <dd>{session.plan.attendees.map(nameWithOffice).join('、')}</dd>
    {children}
  </dl>
);

/** What the office says it will be about. */
export const Topics = ({ topics }: { topics: readonly string[] }) =>
  topics.length === 0 ? null : (
    <ul className="tags">
      {topics.map((topic) => (
        <li key={topic}>{topic}</li>
      ))}
    </ul>
  );

/** A code that opens the booking form in WeChat; without a domain of the college there is none. */
export const BookingCode = ({ number }: { number: number }) =>
  hasDomain() ? (
    <div className="code">
      <Code text={addressOf(bookPath(number))} name="预约用的二维码" />
      <p className="faint">微信扫一扫，预约</p>
    </div>
  ) : null;
