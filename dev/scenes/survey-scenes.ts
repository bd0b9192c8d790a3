import { DAY_MS } from '../../cloudfunctions/core/rules/calendar';
import { makeKey } from '../observer/key-file';
import { guest, WHO } from './people';
import type { Stage } from './stage';
import type { ScenePhone } from './wallet';

const { lin, office, handler, head, observer } = WHO;
const MINUTE = 60_000;
/** Fewer words than these are shown to nobody. */
const WRITE = 6;

/** From the opening of the survey to the plan of a department that got a card. */
export async function liveSurvey(
  stage: Stage,
  sessionId: string,
  phones: readonly ScenePhone[],
): Promise<void> {
  await stage.give(observer, 'survey.registerClosingKey', {
    publicKey: makeKey().publicKey,
    label: '学生会',
  });
  await stage.give(observer, 'survey.withdrawClosingKey', {});
  await stage.give(office, 'survey.open', { sessionId });
  await stage.give(lin, 'survey.skipReminder', { sessionId, skips: true });
  const { survey } = await stage.give(guest(0), 'survey.get', { sessionId });
  if (!survey?.closesAt) throw new Error('no survey');
  for (const { slot, survey: id } of survey.items)
    for (const phone of phones) await stage.post('ballot', phone.ballot(id, slot, 'dissatisfied'));
  for (const phone of phones.slice(0, WRITE))
    await stage.post('remark', phone.remark(survey.survey, '希望答复再具体一些。'));
  const closesAt = survey.closesAt + DAY_MS;
  await stage.give(office, 'survey.reschedule', { sessionId, closesAt, reason: '延长一天' });
  await stage.goOn(stage.cloud.clock.now() + MINUTE);
  await stage.give(office, 'survey.close', { sessionId, reason: '提前截止' });
  await stage.goOn(stage.cloud.clock.now() + MINUTE);
  await stage.give(office, 'survey.announce', { sessionId });
  const { remarks } = await stage.give(office, 'survey.remarks', { sessionId });
  await stage.give(office, 'survey.moderateRemark', { remarkId: remarks[0]?.id ?? '', isShown: true });
  await stage.goOn(stage.cloud.clock.now() + MINUTE);
  await liveCards(stage, sessionId);
}

async function liveCards(stage: Stage, sessionId: string): Promise<void> {
  const { cards } = await stage.give(head, 'survey.cards', { sessionId });
  const [appealed, planned, moved] = cards;
  if (!appealed || !planned || !moved) throw new Error('too few cards');
  await stage.give(head, 'survey.appeal', { cardId: appealed.id, grounds: '现场已经答复。' });
  await stage.give(office, 'survey.decideAppeal', {
    cardId: appealed.id,
    decision: 'upheld',
    reason: '评价依据充分。',
  });
  const { version } = await stage.give(handler, 'survey.card', { cardId: planned.id });
  const dueAt = stage.cloud.clock.now() + 10 * DAY_MS;
  await stage.give(handler, 'survey.submitPlan', {
    cardId: planned.id,
    version,
    plan: '逐项整改。',
    measures: [{ text: '更换灯具', dueAt, isDone: false }],
  });
  await stage.give(handler, 'survey.notePlan', {
    cardId: planned.id,
    note: '已更换。',
    doneMeasures: [0],
  });
  const { results } = await stage.give(office, 'survey.results', { sessionId });
  await stage.give(office, 'survey.correctResults', {
    survey: results[0]?.survey ?? '',
    questionId: moved.questionId,
    departmentId: 'library',
    reason: '牵头部门登记有误',
  });
}
