/** Measures of the phone shown, in CSS pixels: a 390×844 screen with a notch. */
export const statusBarHeight = 47;
export const titleBarHeight = 44;
export const tabBarHeight = 50;
export const safeBottom = 34;
export const capsule = { width: 87, height: 32, top: statusBarHeight + 6, right: 10 };

/** Distance from the top of the screen to the page on show; rectangles and touches are counted from there. */
let pageTop = statusBarHeight + titleBarHeight;

export const getPageTop = (): number => pageTop;

export function setPageTop(top: number): void {
  pageTop = top;
}
