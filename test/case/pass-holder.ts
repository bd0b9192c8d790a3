import { randomBytes, randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { LetterRequest } from '../../cloudfunctions/contract/letter';
import { PassBook, type PublishedPasses } from '../../miniprogram/ballot/pass-book';
import type { Product } from '../cloud';

const published = z.object({ month: z.string(), publicKey: z.string(), passes: z.number() });

export type Words = Omit<LetterRequest, 'month' | 'serial' | 'signature' | 'receipt'>;

export const words: Words = {
  channel: 'box',
  category: 'logistics',
  urgency: 'ordinary',
  title: '三号楼热水时断时续',
  text: '连续一周晚上十点后没有热水。',
  place: '三号楼',
  isProtected: false,
  protection: null,
};

/** A phone with passes, as far as the product's own code is concerned; what it keeps is in memory. */
export class PassHolder {
  readonly kept = new Map<string, string>();
  readonly book = new PassBook(
    {
      get: (key) => this.kept.get(key) ?? null,
      set: (key, text) => this.kept.set(key, text),
      keys: () => [...this.kept.keys()],
    },
    async (length) => new Uint8Array(randomBytes(length)),
  );

  constructor(
    readonly product: Product,
    readonly who: string,
  ) {}

  /** Asks for the passes of a month, as the app does by itself. */
  async fetch(month: string, requestId: string = randomUUID()): Promise<void> {
    const found = await publishedPasses(this.product, month);
    if (!found) throw new Error(`no passes in ${month}`);
    const blinded = await this.book.prepare(found);
    const { signatures } = await this.product
      .as(this.who)
      .call('account.fetchPasses', { month, blinded }, requestId);
    this.book.accept(found, signatures);
  }

  /** Sets a pass aside for an item; answers the request's text and the receipt code. */
  async write(
    month: string,
    changed: Partial<Words> = {},
  ): Promise<{ body: string; receipt: string; slot: number }> {
    const slot = this.book.take(month);
    if (slot === null) throw new Error('no pass left');
    const receipt = await this.book.receiptCode();
    return { body: this.book.letter(month, slot, { ...words, ...changed, receipt }), receipt, slot };
  }
}

/** What everybody reads of a month, without an account; null when there is nothing. */
export async function publishedPasses(
  { cloud }: Product,
  month: string,
): Promise<(PublishedPasses & { issued?: unknown; spent?: unknown }) | null> {
  const { status, body } = await cloud.http('portal', { method: 'GET', path: `/portal/passes/${month}` });
  if (status === 404) return null;
  return published.loose().parse(JSON.parse(String(body)));
}

/** Puts a letter into the letterbox without any account; answers what it says. */
export async function drop({ cloud }: Product, body: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const reply = await cloud.http('letterbox', { method: 'POST', headers, body });
  return String(Object(JSON.parse(String(reply.body))).answer);
}
