import type { Input } from '../../cloudfunctions/contract';
import { type Product, type ProductOptions, startProduct } from '../cloud';

/** Monday 23 November 2026, 10:00 in Shanghai; that week has no holiday. */
export const MONDAY = Date.UTC(2026, 10, 23, 2);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const form = {
  channel: 'box',
  category: 'logistics',
  title: '三号楼热水时断时续',
  text: '连续一周晚上十点后没有热水,一楼到六楼都是。',
  place: '三号楼',
  identity: 'hidden',
} as const satisfies Input<'case.submit'>;

export const startCases = (options: ProductOptions = {}): Promise<Product> =>
  startProduct({ now: MONDAY, ...options, env: { CASE_SECRET: 'a secret of the test', ...options.env } });

/** Sends the form with changes and answers the case's id. */
export async function send(product: Product, who: string, changed: Partial<Input<'case.submit'>> = {}) {
  return product.as(who).call('case.submit', { ...form, ...changed });
}

/** Accepted by the office, given to logistics and taken by its handler. */
export async function inHand(product: Product, caseId: string) {
  await product
    .as('p-wu')
    .call('case.accept', { caseId, urgency: 'ordinary', leadId: 'logistics', coIds: [] });
  return product.as('p-ma').call('case.take', { caseId });
}

/** Answered by the department's head. */
export async function answered(product: Product, caseId: string) {
  return product
    .as('p-xu')
    .call('case.draftReply', { caseId, text: '锅炉已检修,今晚恢复。', outcome: 'solved' });
}

/** The phone's own upload; answers the cloud:// id. */
export async function upload(
  product: Product,
  cloudPath: string,
  bytes: Uint8Array<ArrayBuffer>,
  openid = 'o-uploader',
): Promise<string> {
  const body = new FormData();
  body.set('cloudPath', cloudPath);
  body.set('openid', openid);
  body.set('file', new Blob([bytes]));
  const response = await fetch(new URL('/upload', product.cloud.url), { method: 'POST', body });
  const said: unknown = await response.json();
  const found = /cloud:\/\/[^"]+/.exec(JSON.stringify(said));
  if (!found) throw new Error(JSON.stringify(said));
  return found[0];
}

const head = (length: number, ...start: number[]) => {
  const bytes = new Uint8Array(length);
  bytes.set(start);
  return bytes;
};
/** A JPEG by its first bytes, of this many bytes. */
export const jpeg = (length = 2000) => head(length, 0xff, 0xd8, 0xff, 0xe0);
/** A Windows program. */
export const program = () => head(2000, 0x4d, 0x5a, 0x90, 0x00);
