import type { SessionPlan } from '../../cloudfunctions/contract/session';
import { collegeRules } from '../../dev/college-rules';
import { type PhoneView, phoneUrl } from '../../dev/phone/browser';
import type { PhoneRules } from '../../dev/phone/rules';
import { launchBrowser, openPhone, type TestPhone } from '../browser';
import { cast, type Product, startProduct } from '../cloud';

/** Monday, 23 November 2026, 10:00 in Shanghai: ten days before a first Thursday. */
const NOW = Date.parse('2026-11-23T10:00:00+08:00');

export interface Stage {
  readonly product: Product;
  /** One person's phone; its storage is its own. */
  open(personId: string, view?: Omit<PhoneView, 'url' | 'as'>): Promise<TestPhone>;
  /** The same on the phones of a college that has set these domains at mp.weixin.qq.com. */
  openUnder(
    domains: PhoneRules['domains'],
    personId: string,
    view?: Omit<PhoneView, 'url' | 'as'>,
  ): Promise<TestPhone>;
  /** The same phone after the app was killed and opened again. */
  reopen(phone: TestPhone, personId: string, view?: Omit<PhoneView, 'url' | 'as'>): Promise<void>;
  stop(): Promise<void>;
}

/** The whole product on one machine: the real functions, the local cloud, phones in a browser. `isEmpty`: no cast. */
export async function startStage({
  now = NOW,
  isEmpty = false,
  env = {},
}: {
  now?: number;
  isEmpty?: boolean;
  env?: Record<string, string>;
} = {}): Promise<Stage> {
  const [product, browser, distDir] = await Promise.all([
    startProduct({ now, isEmpty, env }),
    launchBrowser(),
    workbench.miniProgram(),
  ]);
  const startServer = (domains: Partial<PhoneRules> = {}) =>
    workbench.startPhone({ cloudUrl: product.cloud.url, distDir, rules: { ...collegeRules, ...domains } });
  const server = await startServer();
  const servers = [server];
  const viewOf = (personId: string, view: Omit<PhoneView, 'url' | 'as'> = {}) => ({
    ...view,
    url: server.url,
    as: cast.people.find(({ _id }) => _id === personId)?.openid ?? `openid-of-${personId}`,
  });
  return {
    product,
    open: (personId, view) => openPhone(browser, viewOf(personId, view)),
    async openUnder(domains, personId, view) {
      const other = await startServer({ domains });
      servers.push(other);
      return openPhone(browser, { ...viewOf(personId, view), url: other.url });
    },
    async reopen(phone, personId, view) {
      await phone.page.goto(phoneUrl(viewOf(personId, view)));
      await phone.page.locator('html[data-ready]').waitFor({ state: 'attached' });
    },
    async stop() {
      await browser.close();
      for (const started of servers) await started.stop();
      await product.stop();
    },
  };
}

/** A preview with everything in it. */
export const previewPlan = (speakingSlots: number): SessionPlan => ({
  venue: '图书馆一楼报告厅',
  chair: { name: '郑国栋', title: '党委书记' },
  attendees: [
    { name: '徐立峰', title: '后勤保障处处长' },
    { name: '钱志远', title: '教务处处长' },
  ],
  topics: ['宿舍热水', '选课'],
  notes: '不用预约也能来。',
  speakingSlots,
  quota: null,
  seats: 80,
});

/** The office plans the next session and publishes its preview. @returns its id */
export async function publishSession({ cloud, as }: Product, speakingSlots: number): Promise<string> {
  const office = as('p-wu');
  const { sessionId } = await office.call('session.create', { reason: '', plan: previewPlan(speakingSlots) });
  await office.call('session.publishPreview', { sessionId });
  // The minute in which jobs tells everybody.
  await cloud.tick('jobs');
  return sessionId;
}
