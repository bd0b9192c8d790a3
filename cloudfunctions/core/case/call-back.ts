import { ensure } from '../domain-error';
import { judge } from './asker';
import type { Case } from './case';
import { eventOf, type Transition } from './command';

/** May a caller be called back? Whoever was anonymous cannot be, and whoever judged by themselves needs not be. */
export const isCalledBack = ({
  channel,
  identity,
  verdict,
}: Pick<Case, 'channel' | 'identity' | 'verdict'>) =>
  channel === 'hotline' && identity !== 'anonymous' && verdict === null;

/**
 * 回访: the operator asks the caller whether it is solved. The caller's word moves the case as an asker's does, but it
 * was heard by somebody else: it stands beside the verdict and never in it.
 *
 * @throws DomainError wrong_case_stage, and those of `judge`
 */
export const callBack: Transition<'callBack'> = (entity, command, act) => {
  ensure(isCalledBack(entity), 'wrong_case_stage');
  const { isReached, isSolved, reason, satisfaction } = command;
  const said = { at: act.now, by: act.actor.name, isSolved: isReached ? isSolved : null, satisfaction };
  const callBacks = [...(entity.callBacks ?? []), said];
  if (!isReached) return { set: { callBacks }, events: [eventOf(act, 'called_back', { text: '没有接通' })] };
  const { set, events } = judge(entity, { do: 'judge', isSolved, reason, satisfaction }, act);
  const text = isSolved ? '来电人说已解决' : `来电人说没解决：${reason}`;
  const reopened = events.filter(({ what }) => what === 'reopened');
  return {
    set: { ...set, verdict: null, satisfaction: entity.satisfaction, callBacks },
    events: [eventOf(act, 'called_back', { text }), ...reopened],
  };
};
