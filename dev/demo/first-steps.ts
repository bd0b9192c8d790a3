import { instantOf } from '../../cloudfunctions/core/rules/calendar';

/** What to try first at the workbench: on whose phone, on which page, and until when there is something to see. */
export interface FirstStep {
  text: string;
  openid: string;
  page: string;
  until: number;
}

/** Booking closes two hours before the sixteenth session. */
const BOOKABLE_UNTIL = instantOf('2026-12-03', 14);

export const firstSteps: readonly FirstStep[] = [
  {
    text: '林小满预约发言',
    openid: 'demo-student-lin',
    page: 'pages/booking/booking?id=session-16',
    until: BOOKABLE_UNTIL,
  },
  {
    text: '何思源提交诉求',
    openid: 'demo-student-he',
    page: 'pages/case-form/case-form?channel=box',
    until: Number.MAX_SAFE_INTEGER,
  },
  {
    text: '吴雅琴受理诉求',
    openid: 'demo-office-wu',
    page: 'packages/case/inbox/inbox?desk=office',
    until: Number.MAX_SAFE_INTEGER,
  },
];
