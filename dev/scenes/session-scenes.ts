import type { Input } from '../../cloudfunctions/contract';
import type { SlotKeyPair } from '../../cloudfunctions/platform/ballots/credential-keys';
import { seedKeys } from './keys';
import { guest, WHO } from './people';
import type { Stage } from './stage';

const { lin, zhou, he, gao, newcomer, office } = WHO;

export const plan: Input<'session.create'>['plan'] = {
  venue: '行政楼一楼报告厅',
  chair: { name: '郑国栋', title: '党委书记' },
  attendees: [{ name: '钱志远', title: '教务处处长', departmentId: 'teaching' }],
  topics: ['宿舍供暖'],
  notes: '',
  speakingSlots: 2,
  quota: null,
  seats: 300,
};

const form = (title: string): Input<'booking.create'>['form'] => ({
  wish: 'speak',
  phone: '13800000000',
  category: 'logistics',
  departmentId: 'logistics',
  title,
  detail: '想当面问清楚。',
});

/** From the plan to the evening before: preview, article, bookings, who waits and is offered a place. */
export async function liveBookings(stage: Stage, pairs: readonly SlotKeyPair[]): Promise<string> {
  const { sessionId } = await stage.give(office, 'session.create', { reason: '', plan });
  await seedKeys(stage.cloud, sessionId, pairs);
  const { session } = await stage.give(office, 'session.get', { sessionId });
  await stage.give(office, 'session.save', {
    sessionId,
    version: session.version,
    plan: { ...plan, notes: '请提前入场' },
  });
  await stage.give(office, 'session.publishPreview', { sessionId });
  await stage.give(office, 'session.pushDraft', { sessionId });
  const article = await stage.cloud.weixin.publish({
    title: '第1期四点对话预告',
    author: '',
    content: '<p>预告</p>',
    content_source_url: '',
  });
  await stage.give(office, 'session.attachArticle', { sessionId, url: article.url, title: '' });
  await stage.give(office, 'session.detachArticle', { sessionId });
  await stage.give(lin, 'booking.create', { sessionId, form: form('宿舍热水') });
  await stage.give(zhou, 'booking.create', { sessionId, form: form('实训设备') });
  await stage.give(he, 'booking.create', { sessionId, form: form('食堂价格') });
  await stage.give(guest(5), 'booking.create', { sessionId, form: form('澡堂开放时间') });
  await stage.give(lin, 'account.correctPhone', { phone: '13900000000' });
  await stage.give(gao, 'booking.create', { sessionId, form: { wish: 'listen', phone: '' } });
  await stage.give(newcomer, 'booking.create', { sessionId, form: { wish: 'listen', phone: '' } });
  await stage.give(zhou, 'booking.cancel', { sessionId });
  await stage.goOn(stage.cloud.clock.now() + 60_000, 2);
  await stage.give(he, 'booking.confirm', { sessionId });
  return sessionId;
}

/** The session after it is being planned, previewed, put off and called off. */
export async function liveNextSession(stage: Stage, pairs: readonly SlotKeyPair[]): Promise<string> {
  const { startsAt } = await stage.give(office, 'session.propose', {});
  const { sessionId } = await stage.give(office, 'session.create', { startsAt, reason: '', plan });
  await seedKeys(stage.cloud, sessionId, pairs);
  await stage.give(office, 'session.publishPreview', { sessionId });
  await stage.give(gao, 'booking.create', { sessionId, form: form('停车位') });
  await stage.give(office, 'session.reschedule', {
    sessionId,
    startsAt: startsAt + 24 * 3_600_000,
    reason: '场地维修',
  });
  await stage.give(office, 'session.callOff', { sessionId, reason: '场地维修没有完成' });
  return sessionId;
}
