import * as z from 'zod';
import { applyCommandAs } from '../case/apply-command';
import { rulesNow } from '../case/numbering';
import type { Case, CasePicture } from '../core/case/case';
import { SYSTEM_ACTOR } from '../core/case/command';
import { uploadOf } from '../core/case/picture';
import { pauseAfter } from '../core/message/delivery';
import { HOUR_MS } from '../core/rules/calendar';
import { logNotice } from '../platform/call/log';
import { cases, people } from '../platform/database/collections';
import { _, find, get, update } from '../platform/database/store';
import { addressesOf, removeFiles } from '../platform/file-store';
import { askAboutPicture } from '../platform/weixin/content-check';
import { endTrouble, noteTrouble, troublesAt } from '../platform/weixin/trouble';
import { WeixinFailure } from '../platform/weixin/weixin-api';
import { dueOn, type TimerStep } from './timer-step';

const PAGE = 20;

/** WeChat checks for people who were here within two hours; after that there is nothing to wait for. */
const VISIT_MS = 2 * HOUR_MS;

const UNCHECKED = { hasUnchecked: true } as const;

/**
 * Asks WeChat to look at the pictures of named and hidden cases. Until the verdict comes only the asker and the office
 * see them; a picture that cannot be asked about waits for the office, which looks when it takes the case on.
 */
export const askAboutPictures: TimerStep = {
  name: 'ask_about_pictures',
  dueWhen: () => [dueOn(cases, UNCHECKED)],
  run: (_now, until) => askAll(until),
};

async function askAll(until: number): Promise<number> {
  let asked = 0;
  const now = Date.now();
  const [waiting, troubles] = await Promise.all([find(cases, UNCHECKED, { limit: PAGE }), troublesAt(now)]);
  const ours = troubles.find(({ _id }) => _id === 'pictures');
  const rests = ours !== undefined && ours.at + pauseAfter(ours.code) > now;
  for (const entity of waiting) {
    if (Date.now() >= until) break;
    const lastChange = entity.history[entity.history.length - 1]?.at ?? entity.submittedAt;
    const isTooOld = lastChange + VISIT_MS < now;
    if (rests && !isTooOld) continue;
    const openid = entity.askerId === null ? null : ((await get(people, entity.askerId))?.openid ?? null);
    const { pictures, blockedBy } = await withTraces(entity, isTooOld ? null : openid);
    asked += pictures.filter(({ state }) => state === 'asked').length;
    await update(
      cases,
      { _id: entity._id, version: entity.version },
      { pictures: _.set(pictures), hasUnchecked: blockedBy !== null },
    );
    if (blockedBy !== null) {
      await noteTrouble('pictures', blockedBy, Date.now());
      break;
    }
    if (ours && asked > 0) await endTrouble('pictures');
  }
  return asked;
}

/** Pictures with their trace ids; `blockedBy` is the code where WeChat takes none at the moment. */
async function withTraces(
  entity: Case,
  openid: string | null,
): Promise<{ pictures: CasePicture[]; blockedBy: string | null }> {
  let blockedBy: string | null = null;
  const urls = await addressesOf(entity.pictures.map(({ fileId }) => fileId));
  const pictures = await Promise.all(
    entity.pictures.map(async (picture) => {
      const url = urls.get(picture.fileId);
      if (picture.state !== 'waiting' || openid === null || url === undefined) return picture;
      try {
        const traceId = await askAboutPicture(openid, url, Date.now());
        return { ...picture, state: 'asked' as const, traceId };
      } catch (error) {
        if (!(error instanceof WeixinFailure)) throw error;
        // An account that was not here for two hours cannot be asked about (docs/platform.md, Content checks): the
        // office looks. What stands in the way of every picture is waited for.
        if (error.outcome === 'refused') logNotice('picture_not_asked', { code: error.code });
        else blockedBy = error.code;
        return picture;
      }
    }),
  );
  return { pictures, blockedBy };
}

/** WeChat's verdict on a picture (mediaCheckAsync). */
export const pictureEvent = z
  .object({
    Event: z.literal('wxa_media_check'),
    trace_id: z.string(),
    result: z.object({ suggest: z.string() }).loose().optional(),
  })
  .loose();
export type PictureEvent = z.output<typeof pictureEvent>;

/** A verdict may be faster than the write of its trace id. */
const LOOKS = 5;
const LOOK_AGAIN_MS = 300;

/** Passed: everybody who sees the case sees it. Risky: it is deleted. Anything else is left to the office. */
export async function settlePicture({ trace_id: traceId, result }: PictureEvent): Promise<void> {
  const suggest = result?.suggest;
  for (let attempt = 1; attempt <= LOOKS; attempt++) {
    const [entity] = await find(cases, { 'pictures.traceId': traceId }, { limit: 1 });
    const picture = entity?.pictures.find((sent) => sent.traceId === traceId);
    if (entity && picture && suggest === 'risky') return refuse(entity, picture);
    if (entity && picture && (suggest !== 'pass' || (await pass(entity, picture)))) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  logNotice('picture_verdict_unsettled');
}

async function pass(entity: Case, picture: CasePicture): Promise<boolean> {
  const pictures = entity.pictures.map((sent) =>
    sent === picture ? { ...sent, state: 'passed' as const } : sent,
  );
  const where = { _id: entity._id, version: entity.version, 'pictures.traceId': picture.traceId };
  return (await update(cases, where, { pictures: _.set(pictures) })) === 1;
}

async function refuse(entity: Case, { fileId, traceId }: CasePicture): Promise<void> {
  const now = Date.now();
  const act = { rules: await rulesNow(now), now, requestId: `picture-${traceId}` };
  await applyCommandAs(SYSTEM_ACTOR, entity, { do: 'refusePicture', fileId }, act);
  await removeFiles([...new Set([fileId, uploadOf(fileId)])]);
}
