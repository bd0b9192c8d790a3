import { agoWords } from '../shared/time';
import type { Trouble } from '../shared/trouble';
import { CallError } from './call-error';
import type { Answered } from './client';
import { serverNow } from './server-time';
import { toastTrouble, troubleOf } from './trouble';

/** `waiting` shows nothing for 300 ms, then `skeleton` the page's own shape. */
type Phase = 'waiting' | 'skeleton' | 'ready' | 'trouble';

export interface ScreenData {
  phase: Phase;
  trouble: Trouble | null;
  /** When what is shown was true, in words; empty when it is fresh. */
  staleSince: string;
}

/** The part of a page's data that `page-frame` shows. */
export const blankScreen = (): ScreenData => ({ phase: 'waiting', trouble: null, staleSince: '' });

interface Screen {
  data: { phase: Phase };
  setData(data: Record<string, unknown>): void;
}

const SKELETON_AFTER = 300;
const turns = new WeakMap<Screen, number>();

/**
 * Asks, and shows the answer as `view`. A page that already shows something keeps showing it while asking again and
 * when that fails; a late answer never overwrites a later question's. `now` is the server's, not the phone's.
 *
 * @returns the answer, or null when the page shows trouble or kept what it had
 */
export async function show<T>(
  screen: Screen,
  question: () => Promise<Answered<T>>,
  viewOf: (data: T, now: number) => object,
): Promise<T | null> {
  const turn = (turns.get(screen) ?? 0) + 1;
  turns.set(screen, turn);
  const isFirst = screen.data.phase !== 'ready';
  if (screen.data.phase === 'trouble') screen.setData({ phase: 'waiting', trouble: null });
  const timer = setTimeout(() => {
    if (turns.get(screen) === turn && screen.data.phase === 'waiting') screen.setData({ phase: 'skeleton' });
  }, SKELETON_AFTER);
  try {
    const { data, at, isStale } = await question();
    if (turns.get(screen) !== turn) return null;
    const staleSince = isStale ? agoWords(at, Date.now()) : '';
    screen.setData({ view: viewOf(data, serverNow()), phase: 'ready', trouble: null, staleSince });
    return data;
  } catch (error) {
    if (turns.get(screen) !== turn) return null;
    if (isFirst || mustReplace(error)) screen.setData({ phase: 'trouble', trouble: troubleOf(error) });
    else toastTrouble(error);
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** What the person may no longer see must not stay on the screen. */
const mustReplace = (error: unknown) =>
  error instanceof CallError && (error.code === 'not_allowed' || error.code === 'not_found');

/** Asks again because the page was pulled down; what the page loads with says what went wrong. */
export async function pullDown(load: () => Promise<unknown>): Promise<void> {
  await load();
  wx.stopPullDownRefresh();
}

/** A page that shows a list; `next` is the cursor of what follows, and empty or null at the end. */
interface ListScreen<V> {
  data: { view: V | null };
  setData(data: Record<string, unknown>): void;
}

const asking = new WeakSet<object>();

/**
 * Shows the list with what follows it; `withMore` asks for that and joins it to the view it is given. Two taps ask once.
 * A list that was drawn anew meanwhile stays, because what was asked for belongs to another one.
 */
export async function showMore<V extends { next: string | null }>(
  screen: ListScreen<V>,
  withMore: (view: V, cursor: string) => Promise<V>,
): Promise<void> {
  const { view } = screen.data;
  if (!view?.next || asking.has(screen)) return;
  asking.add(screen);
  try {
    const longer = await withMore(view, view.next);
    if (screen.data.view === view) screen.setData({ view: longer });
  } catch (error) {
    toastTrouble(error);
  } finally {
    asking.delete(screen);
  }
}
