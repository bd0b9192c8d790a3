import { openPage } from '../shared/open-page';

// Nobody binds to look. The first action that needs an identity opens the bind page and goes on by itself afterwards.
const BIND_PAGE = '/pages/bind/bind';

type Continuation = { url: string } | { run: () => void };

let waiting: Continuation | null = null;

/** Opens the bind page; once bound, the page at `url` opens in its place. */
export function bindThenOpen(url: string): void {
  waiting = { url };
  openPage(BIND_PAGE);
}

/** Puts the bind page in the place of a page that turned out to need an identity. */
export function bindInstead(url: string): void {
  waiting = { url };
  wx.redirectTo({ url: BIND_PAGE });
}

/** Opens the bind page; once bound, it closes and the action goes on where it was. */
export function bindThenRun(run: () => void): void {
  waiting = { run };
  openPage(BIND_PAGE);
}

/** Called by the bind page when the identity is bound: goes on with what was waiting, or back. */
export function continueAfterBinding(): void {
  const next = waiting;
  waiting = null;
  if (next && 'url' in next) {
    wx.redirectTo({ url: next.url });
    return;
  }
  if (getCurrentPages().length > 1) wx.navigateBack({ success: () => next?.run() });
  else wx.switchTab({ url: '/pages/home/home' });
}

/** The bind page was left without binding: what was waiting is given up. */
export function giveUpBinding(): void {
  waiting = null;
}
