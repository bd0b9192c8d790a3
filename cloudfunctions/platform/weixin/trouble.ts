import { outcomeOf } from '../../core/message/weixin-outcome';
import { FORGOTTEN_MS, type WeixinService, type WeixinTrouble } from '../../core/message/weixin-trouble';
import { logNotice } from '../call/log';
import { weixinTroubles } from '../database/collections';
import { _, add, find, remove, update } from '../database/store';

/** More than there are services. */
const ALL = 100;

/** Troubles that this instance has met, so that it need not look for them when all goes well. */
const met = new Set<WeixinService>();

/**
 * Writes down that WeChat does not let us, for the office to see. The first of many that meet it logs one line; the
 * others say nothing. One to three round trips.
 */
export async function noteTrouble(service: WeixinService, code: string, now: number): Promise<void> {
  met.add(service);
  if ((await update(weixinTroubles, { _id: service, code }, { at: _.max(now) })) === 1) return;
  const isNew =
    (await add(weixinTroubles, { _id: service, code, since: now, at: now })) === 'added' ||
    (await update(weixinTroubles, { _id: service, code: _.neq(code) }, { code, since: now, at: now })) === 1;
  if (isNew) logNotice('weixin_trouble', { service, outcome: outcomeOf(code), code });
}

/** It works. No round trip where this instance has met no trouble of it. */
export async function noteSuccess(service: WeixinService): Promise<void> {
  if (met.delete(service)) await remove(weixinTroubles, { _id: service });
}

/** Whoever met it: it is over. One round trip. */
export async function endTrouble(service: WeixinService): Promise<void> {
  met.delete(service);
  await remove(weixinTroubles, { _id: service });
  logNotice('weixin_trouble_over', { service });
}

/** What does not work, the longest first. One round trip. */
export const troublesAt = (now: number): Promise<WeixinTrouble[]> =>
  find(weixinTroubles, { at: _.gt(now - FORGOTTEN_MS) }, { order: [['since', 'asc']], limit: ALL });
