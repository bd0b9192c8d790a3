import { make } from '../screen/element';
import { type Fault, type PlatformName, platforms } from '../screen/platform';
import type { Person } from './api';

export interface Look {
  theme: 'light' | 'dark';
  size: 'standard' | 'large' | 'xlarge';
  isOffline: boolean;
  platform: PlatformName;
  faults: ReadonlySet<Fault>;
}

/** CSS pixels of the screen, or of WeChat's window on a computer. */
const sizes = { phone: { width: 390, height: 844 }, computer: { width: 1000, height: 720 } };

const remembered = 'workbench-person';

/** The phone in its frame: whose it is, how it looks, and what it is told. */
export class PhoneFrame {
  readonly element = make('section', { class: 'phone', 'aria-label': '手机' });
  private readonly screen = document.createElement('iframe');
  person: Person | undefined;
  look: Look = { theme: 'light', size: 'standard', isOffline: false, platform: 'ios', faults: new Set() };

  constructor() {
    this.screen.title = '手机屏幕';
    this.element.append(this.screen);
  }

  /** Hands the phone to somebody: their own storage, their own first page. */
  give(person: Person, page = ''): void {
    this.person = person;
    localStorage.setItem(remembered, person.openid);
    const query = new URLSearchParams({ as: person.openid, theme: this.look.theme, size: this.look.size });
    if (page) query.set('page', page);
    if (this.look.isOffline) query.set('offline', '1');
    query.set('platform', this.look.platform);
    if (this.look.faults.size > 0) query.set('faults', [...this.look.faults].join(','));
    const { isComputer } = platforms[this.look.platform];
    const { width, height } = isComputer ? sizes.computer : sizes.phone;
    this.element.toggleAttribute('data-computer', isComputer);
    this.screen.style.width = `${width}px`;
    this.screen.style.height = `${height}px`;
    this.screen.src = `/phone?${query}`;
  }

  /** Opens a page in the holder's hands; a phone that is still starting would not hear, so it starts there. */
  open(page: string): void {
    const isReady = this.screen.contentDocument?.documentElement.dataset.ready !== undefined;
    if (this.person && !isReady) this.give(this.person, page);
    else this.send('open', page);
  }

  send(kind: string, value?: unknown): void {
    this.screen.contentWindow?.postMessage({ kind, value }, location.origin);
  }

  /** Another type size is read when the mini program starts, so the phone starts again on its page. */
  restart(): void {
    const shown = this.screen.contentWindow?.location.search ?? '';
    if (this.person) this.give(this.person, new URLSearchParams(shown).get('page') ?? '');
  }
}

export const lastPerson = (): string | null => localStorage.getItem(remembered);
