/**
 * WeChat's lengths in CSS terms of a page inside the phone.
 * rpx: 750 to the width of the screen. vh: of the page's own view, which lies below the title bar.
 * env(safe-area-…): Chromium has no notch, so the phone gives it by variables.
 */
export function convertLengths(css: string): string {
  return css
    .replace(/(-?(?:\d+\.?\d*|\.\d+))rpx\b/gi, (_, n: string) => `${Number((Number(n) / 7.5).toFixed(5))}vw`)
    .replace(/(-?(?:\d+\.?\d*|\.\d+))vh\b/gi, (_, n: string) => `calc(${n} * var(--page-vh, 1vh))`)
    .replace(/(?:env|constant)\(safe-area-inset-(\w+)\s*(?:,[^()]*)?\)/g, 'var(--safe-$1, 0px)');
}
