import { positionOf, shown } from '../booking/view';
import { deskTodayOf } from '../case/desk-today';
import type { sessionContract } from '../contract/session';
import { hasDesk } from '../core/case/desk-today';
import { rolesAt } from '../core/people/person';
import { comingOf } from '../core/session/coming';
import { figuresOf } from '../core/session/pool';
import { bookingUntil, isPlanPublic } from '../core/session/session';
import type { Handler } from '../platform/call/dispatch';
import { unreadOf } from '../platform/weixin/notifier';
import { templateIds } from '../platform/weixin/templates';
import { cardsOf, sessionsNear } from './home-near';
import { ownOf } from './home-own';
import { sessionCard } from './view';
import type { SessionWithPools } from './with-pools';

/**
 * All that home shows. Four round trips at most, two in sequence: the person with the bookings and open matters beside
 * the sessions with their pools, their cards and this week's commitments; then the unread messages beside the place on the
 * waitlist or what waits on a desk; a fifth for staff who wait themselves, and for leaders who have a desk.
 */
export const home: Handler<(typeof sessionContract)['session.home']> = {
  may: 'anyone',
  async run(_input, { caller, now }) {
    const [own, near] = await Promise.all([ownOf(caller.openid, now), sessionsNear(now)]);
    const next = comingOf(near, now);
    const last = near.find((session) => session !== next && hasTakenPlace(session, now)) ?? null;
    const booking = own?.bookings.find(({ sessionId }) => sessionId === next?._id) ?? null;
    const grants = { roles: rolesAt(own?.person.roles ?? [], now) };
    const [unread, position, desk] = await Promise.all([
      own ? unreadOf(own.person) : 0,
      positionOf(booking),
      hasDesk(grants) ? deskTodayOf(grants, now) : null,
    ]);
    return {
      isBound: own !== null,
      name: own?.person.name ?? '',
      roles: grants.roles.map(({ role }) => role),
      unread,
      templates: templateIds(),
      next: next && {
        ...sessionCard(next, now),
        attendeeCount: !isPlanPublic(next) ? 0 : next.plan.attendees.length,
        speakingLeft: figuresOf(next.pools, 'speak').left,
        waiting: figuresOf(next.pools, 'speak').waiting,
        bookingUntil: bookingUntil(next),
      },
      booking: booking && next ? shown(booking, next, position) : null,
      last: last && sessionCard(last, now),
      lastFigures: last?.figures ?? null,
      lastCards: last?.status === 'announced' ? cardsOf(last) : null,
      commitmentsDue: near[0]?.promises[0]?.due ?? 0,
      openCases: own?.openCases ?? [],
      desk,
      blackedOutAt: near[0]?.blackOuts[0]?.blackedOutAt ?? 0,
    };
  },
};

/** Closed by the office, whatever the clock says, or begun without anybody opening the hall. */
const hasTakenPlace = ({ status, startsAt }: SessionWithPools, now: number): boolean =>
  status === 'previewed' ? startsAt <= now : !['planned', 'live', 'cancelled'].includes(status);
