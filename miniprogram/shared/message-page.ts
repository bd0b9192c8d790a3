/** The pages that a message can lead to, by name. Messages store the name; where the page lies is decided here alone. */
export const MESSAGE_PAGES = {
  session: '/pages/session/session',
  bookings: '/pages/bookings/bookings',
  minutes: '/packages/dialogue/minutes/minutes',
  survey: '/packages/dialogue/rate/rate',
  verify: '/packages/dialogue/verify/verify',
  results: '/packages/dialogue/results/results',
  questions: '/packages/dialogue/my-questions/my-questions',
  card: '/packages/dialogue/card/card',
  card_desk: '/packages/survey/card/card',
  desk: '/packages/office/desk/desk',
  verdict: '/packages/survey/survey/survey',
  keys: '/packages/survey/keys/keys',
  case: '/pages/case/case',
  case_desk: '/packages/case/handle/handle',
  /** `id` is the desk: office, department or leader. */
  case_inbox: '/packages/case/inbox/inbox',
} as const;
export type MessagePage = keyof typeof MESSAGE_PAGES;

/** What a tap on a message opens. `id` is of the session, card or case that the page shows, or empty. */
export interface Opening {
  page: MessagePage;
  id: string;
}

/** The address with its query, from the root of the mini program. */
export const addressOf = ({ page, id }: Opening): string =>
  id === '' ? MESSAGE_PAGES[page] : `${MESSAGE_PAGES[page]}?id=${id}`;
