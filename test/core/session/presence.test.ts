import { advance } from '../../../cloudfunctions/core/session/course';
import {
  isPresenceKnown,
  markPresent,
  namesAtTable,
  placesOf,
  presentInWords,
} from '../../../cloudfunctions/core/session/presence';
import type { Session } from '../../../cloudfunctions/core/session/session';
import { DUE, previewed } from './december';

const XU = { name: '徐立峰', title: '后勤保障处处长', personId: 'p-xu', departmentId: 'logistics' };
const QIAN = { name: '钱志远', title: '教务处处长' };
const CHAIR = { name: '郑国栋', title: '党委书记', personId: 'p-zheng' };
const DEPUTY = { name: '孙静', title: '图书馆副馆长', personId: 'p-sun' };

let acts = 0;
const act = () => ({ actor: 'p-wu', now: DUE + 1, requestId: `tick-${++acts}` });
const live = (): Session =>
  advance(previewed(DUE, { chair: CHAIR, attendees: [CHAIR, XU, QIAN] }), 'live', act()).entity;
const ticked = (
  session: Session,
  person: { name: string; title: string },
  isChair = false,
  isPresent = true,
) => markPresent(session, { person, isChair, isPresent }, act())?.entity ?? session;

describe('who sits at the table', () => {
  test('is nobody until it is ticked, and who was planned is called so', () => {
    const session = live();
    expect(placesOf(session)).toEqual([
      { name: '郑国栋', title: '党委书记', isChair: true, isPresent: false },
      { name: '徐立峰', title: '后勤保障处处长', isChair: false, isPresent: false },
      { name: '钱志远', title: '教务处处长', isChair: false, isPresent: false },
    ]);
    expect(isPresenceKnown(session)).toBe(false);
    expect(presentInWords(session)).toMatchObject({ chair: '党委书记郑国栋', isTicked: false });
  });

  test('is whoever was ticked, in the order of the plan, and nobody who did not come', () => {
    const session = ticked(ticked(live(), XU), CHAIR, true);
    expect(presentInWords(session)).toEqual({
      chair: '党委书记郑国栋',
      attendees: ['后勤保障处处长徐立峰'],
      isTicked: true,
    });
    // What the plan knows of somebody stays, though the phone sent the name alone.
    expect(session.present?.attendees).toEqual([XU]);
  });

  test('is also whoever came in the place of somebody, as the chair too', () => {
    const session = ticked(ticked(live(), DEPUTY), DEPUTY, true);
    expect(placesOf(session).filter(({ isPresent }) => isPresent)).toEqual([
      { name: '孙静', title: '图书馆副馆长', isChair: true, isPresent: true },
      { name: '孙静', title: '图书馆副馆长', isChair: false, isPresent: true },
    ]);
    expect(presentInWords(session)).toMatchObject({ chair: '图书馆副馆长孙静' });
    expect(namesAtTable(session)).toContain('孙静');
  });

  test('is no longer there once the tick is taken back, and one tick is as good as two', () => {
    const there = ticked(live(), QIAN);
    expect(markPresent(there, { person: QIAN, isChair: false, isPresent: true }, act())).toBeNull();
    const gone = ticked(there, QIAN, false, false);
    expect(gone.present).toEqual({ chair: null, attendees: [] });
    expect(gone.history.slice(-2).map(({ what, detail }) => [what, detail])).toEqual([
      ['presence_marked', '教务处处长钱志远'],
      ['presence_unmarked', '教务处处长钱志远，未出席'],
    ]);
    expect(presentInWords(gone).isTicked).toBe(false);
    expect(markPresent(live(), { person: CHAIR, isChair: true, isPresent: false }, act())).toBeNull();
  });

  test('is ticked from the beginning until the minutes are out', () => {
    const before = previewed(DUE, { attendees: [QIAN] });
    const closed = advance(live(), 'closed', act()).entity;
    const minuted = advance(closed, 'minuted', act()).entity;
    const tick = (session: Session) => () =>
      markPresent(session, { person: QIAN, isChair: false, isPresent: true }, act());
    expect(tick(closed)()).not.toBeNull();
    for (const session of [before, minuted])
      expect(tick(session)).toThrow(expect.objectContaining({ code: 'wrong_stage' }));
  });

  test('is no crowd', () => {
    const full = Array.from({ length: 63 }, (_none, at) => ({ name: `第${at}位`, title: '处长' }));
    const session = { ...live(), present: { chair: null, attendees: full } };
    expect(() => ticked(session, DEPUTY)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
    const room = { ...session, present: { chair: null, attendees: full.slice(1) } };
    expect(ticked(room, DEPUTY).present?.attendees).toHaveLength(63);
  });
});
