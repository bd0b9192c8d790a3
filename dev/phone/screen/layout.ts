import { platforms } from './platform';
import { settings } from './settings';

/** A window of WeChat on a computer: a title bar of its own on every page, no status bar, no notch. */
export const isComputer = platforms[settings.platform].isComputer;

/** Measures of the phone shown, in CSS pixels: a 390×844 screen with a notch. */
export const statusBarHeight = isComputer ? 0 : 47;
export const titleBarHeight = 44;
export const tabBarHeight = 50;
export const safeBottom = isComputer ? 0 : 34;
export const capsule = { width: 87, height: 32, top: statusBarHeight + 6, right: 10 };

/** Distance from the top of the screen to the page on show; rectangles and touches are counted from there. */
let pageTop = statusBarHeight + titleBarHeight;

export const getPageTop = (): number => pageTop;

export function setPageTop(top: number): void {
  pageTop = top;
}
