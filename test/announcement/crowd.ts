import type { MessageKind } from '../../miniprogram/shared/labels';
import { demoTemplates, type Product, seedPeople } from '../cloud';

export const templateOf = (kind: MessageKind): string => demoTemplates[kind]?.id ?? '';

/** Gives somebody `count` credits: as WeChat counts them, and as our own mailbox does. */
export async function seedCredit(
  product: Product,
  { personId, openid }: { personId: string; openid: string },
  kind: MessageKind,
  { weixin = 1, ours = 1, optOut = [] as MessageKind[] } = {},
): Promise<void> {
  if (weixin > 0) product.cloud.weixin.credits.grant(openid, templateOf(kind), weixin);
  await product.cloud.seed('mailboxes', [{ _id: personId, credits: { [kind]: ours }, optOut, consents: [] }]);
}

/** Bound people with one credit for the preview each. */
export async function seedReaders(product: Product, size: number): Promise<string[]> {
  const readers = Array.from({ length: size }, (_none, index) => String(index).padStart(4, '0'));
  await seedPeople(
    product.cloud,
    readers.map((name) => ({
      _id: `reader-${name}`,
      openid: `reader-account-${name}`,
      number: `R${name}`,
      name: `读者${name}`,
      kind: 'student',
      unit: '信息工程系',
      roles: [],
      hasLeft: false,
      absentFrom: null,
    })),
  );
  await product.cloud.seed(
    'mailboxes',
    readers.map((name) => ({ _id: `reader-${name}`, credits: { preview: 1 }, optOut: [], consents: [] })),
  );
  for (const name of readers)
    product.cloud.weixin.credits.grant(`reader-account-${name}`, templateOf('preview'));
  return readers.map((name) => `reader-account-${name}`);
}
