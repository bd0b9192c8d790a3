import type { Output } from '../api/dto';
import { OUTCOMES } from '../shared/case';

/** An earlier matter that reads like what somebody is typing. */
export interface EarlierAnswer {
  id: string;
  title: string;
  /** The answer, or how far it has come. */
  reply: string;
  /** Empty while there is no outcome. */
  outcome: string;
}

/** Earlier answers on the same matter, best first. */
export const earlierAnswers = ({ cases }: Output<'case.similar'>): EarlierAnswer[] =>
  cases.map(({ id, title, reply, outcome }) => ({
    id,
    title,
    reply: reply || (outcome === null ? '正在办理，还没有答复' : '已经答复，公开的内容正在整理'),
    outcome: outcome === null ? '' : OUTCOMES[outcome],
  }));
