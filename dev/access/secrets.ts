import * as z from 'zod';
import type { Cloud } from '../cloud';
import type { CallerKind } from '../scenes/callers';
import { everybody, WHO } from '../scenes/people';

/** Something in the store that only some may read, and who they are. */
export interface Secret {
  what: string;
  text: string;
  readers: readonly CallerKind[];
}

const storedCase = z.object({
  title: z.string(),
  text: z.string(),
  isPublic: z.boolean(),
  askerId: z.string().nullable(),
});

/** Who works on cases; an administrator and an observer do not. */
const STAFF: readonly CallerKind[] = ['handler', 'head', 'office', 'leader', 'operator'];
/** Who sees the number of a person: whoever keeps the roster, and whoever has the person in front of them. */
const SEES_NUMBERS: readonly CallerKind[] = ['admin', 'office', 'operator'];

/** `me`: the account that asks, which may read what is its own. */
export function secretsOf(cloud: Cloud, me: string): Secret[] {
  const own = everybody.find(({ openid }) => openid === me);
  const cases = cloud.read('cases').map((found) => storedCase.parse(found));
  const isOpen = ({ isPublic, askerId }: z.output<typeof storedCase>) => isPublic || askerId === own?._id;
  const open = cases.filter(isOpen).flatMap(({ title, text }) => [title, text]);
  const closed = cases.filter((found) => !isOpen(found)).flatMap(({ title, text }) => [title, text]);
  return [
    ...everybody
      .filter(({ _id }) => _id !== own?._id)
      .flatMap(({ openid, number }): Secret[] => [
        ...(openid === null ? [] : [{ what: 'the account of somebody else', text: openid, readers: [] }]),
        { what: 'the number of somebody else', text: number, readers: SEES_NUMBERS },
      ]),
    ...(me === WHO.lin
      ? []
      : [{ what: 'a telephone number', text: '13800000000', readers: ['office'] as const }]),
    ...closed
      .filter((text) => !open.some((shown) => shown.includes(text)))
      .map((text): Secret => ({ what: 'words of a case that is not published', text, readers: STAFF })),
  ];
}
