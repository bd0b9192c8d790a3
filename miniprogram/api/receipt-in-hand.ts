// The receipt code on its way from one page to the next. It never stands in the address of a page: addresses are what
// WeChat counts and keeps.
let inHand = '';

export function holdReceipt(code: string): void {
  inHand = code;
}

/** The code that was shown or typed last; empty after the app was killed. */
export const receiptInHand = (): string => inHand;
