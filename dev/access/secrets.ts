import * as z from 'zod';
import type { Cloud } from '../cloud';
import type { CallerKind } from '../scenes/callers';
import { everybody, WHO } from '../scenes/people';

/** Something in the store that whoever asks may not read. */
export interface Secret {
  what: string;
  text: string;
}

/** Who asks: a second of a role has none of what the scenes gave the first. */
export interface Reader {
  kind: CallerKind;
  isOther: boolean;
}

const storedCase = z.object({
  title: z.string(),
  text: z.string(),
  isPublic: z.boolean(),
  askerId: z.string().nullable(),
  published: z.object({ title: z.string(), text: z.string() }).nullable(),
  channel: z.string(),
  isProtected: z.boolean(),
});
type StoredCase = z.output<typeof storedCase>;

const cannedAnswer = z.object({ text: z.string() });

const DEPARTMENT: readonly CallerKind[] = ['handler', 'head'];
/** Of a protected report, whom the scenes chose and whom it is not about; of a call, the operators. */
function isTheirs({ isProtected, channel }: StoredCase, { kind, isOther }: Reader): boolean {
  if (isProtected) return kind === 'leader' && !isOther;
  if (kind === 'operator') return channel === 'hotline';
  return kind === 'office' || kind === 'leader' || (DEPARTMENT.includes(kind) && !isOther);
}
/** Who sees the number of a person: whoever keeps the roster, and whoever has the person in front of them. */
const SEES_NUMBERS: readonly CallerKind[] = ['admin', 'office', 'operator'];

/** What `me` may not read, in the capacity of `reader`; what is its own it may. */
export function secretsFrom(cloud: Cloud, me: string, reader: Reader): Secret[] {
  const own = everybody.find(({ openid }) => openid === me);
  const others = everybody.filter(({ _id }) => _id !== own?._id);
  const accounts = others.flatMap(({ openid }) => openid ?? []);
  const numbers = SEES_NUMBERS.includes(reader.kind) ? [] : others.map(({ number }) => number);
  const isPhoneTheirs = me === WHO.lin || reader.kind === 'office';
  const areAnswersTheirs = DEPARTMENT.includes(reader.kind) && !reader.isOther;
  const canned = cloud.read('canned_answers').map((found) => cannedAnswer.parse(found).text);
  return [
    ...accounts.map((text) => ({ what: 'the account of somebody else', text })),
    ...numbers.map((text) => ({ what: 'the number of somebody else', text })),
    ...(isPhoneTheirs ? [] : [{ what: 'a telephone number', text: '13800000000' }]),
    ...(areAnswersTheirs ? [] : canned.map((text) => ({ what: 'canned answers of a department', text }))),
    ...closedWords(cloud, own?._id, reader),
  ];
}

function closedWords(cloud: Cloud, ownId: string | undefined, reader: Reader): Secret[] {
  const cases = cloud.read('cases').map((found) => storedCase.parse(found));
  const isOpen = (found: StoredCase) => found.askerId === ownId || isTheirs(found, reader);
  const wordsOf = ({ title, text }: { title: string; text: string }) => [title, text];
  const open = cases.flatMap((found) => [
    ...(isOpen(found) ? wordsOf(found) : []),
    ...(found.isPublic && found.published ? wordsOf(found.published) : []),
  ]);
  return cases
    .filter((found) => !isOpen(found))
    .flatMap(wordsOf)
    .filter((text) => !open.some((shown) => shown.includes(text)))
    .map((text) => ({ what: 'words of a case that is not published', text }));
}
