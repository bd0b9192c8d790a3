import type { SessionPlan } from '../contract/session';
import { type PublicWords, passagesOf } from '../hall/gate';

/** What of a plan may tell of somebody. Chair and attendees are public by office; venue and titles are the college's. */
export const planWords = ({ topics, notes, chair, attendees }: SessionPlan): PublicWords => ({
  passages: passagesOf([
    ...topics.map((text, at) => ({ key: `topic.${at}`, text })),
    { key: 'notes', text: notes },
  ]),
  open: [chair.name, ...attendees.map(({ name }) => name)],
});
