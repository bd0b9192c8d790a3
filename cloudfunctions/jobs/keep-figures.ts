import { refreshFigures } from '../hall/figures';
import { sessions } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import type { TimerStep } from './timer-step';

/** Between the close and the results; who was there and what was solved may still change, more than a few never stand there. */
const COUNTED = { status: _.in(['closed', 'minuted', 'surveying']) } as const;
const MOST = 20;

/**
 * Each full hour: counts again what a call changed that died before it counted. Nothing tells of such a call, so this is
 * due by no document.
 */
export const keepFigures: TimerStep = {
  name: 'keep_figures',
  dueWhen: () => [],
  async run() {
    const found = await find(sessions, COUNTED, { limit: MOST, fields: ['_id'] });
    for (const { _id } of found) await refreshFigures(_id);
  },
};
