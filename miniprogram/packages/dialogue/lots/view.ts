import type { Output } from '../../../api/dto';
import { PERSON_KINDS } from '../../../shared/labels';
import { exactWords } from '../../../shared/time';

type Draw = NonNullable<Output<'session.draw'>['draw']>;

export interface LotsView {
  state: string;
  /** The caller's lot and place; empty without one. */
  own: string;
  facts: { label: string; words: string }[];
  pools: { key: string; name: string; rows: { entry: string; note: string; isOwn: boolean }[] }[];
  /** Everything that drawing again needs, to be copied. */
  data: string;
}

const LOTS = ['首次发言', '', '上期未到场'] as const;

/** How the slots were drawn: seals before, seed and order after, and what to reckon. Null where nothing is drawn. */
export function lotsView({ draw }: Output<'session.draw'>): LotsView | null {
  if (draw === null) return null;
  const facts = [
    { label: '种子的封条号码', words: draw.commitment },
    { label: '名单的封条号码', words: draw.entriesDigest },
    { label: '种子', words: draw.seed },
  ];
  return {
    state: stateOf(draw),
    own: ownOf(draw),
    facts: facts.map(({ label, words }) => ({ label, words: words || '尚未公布' })),
    pools: draw.pools.map(({ pool, entries, isDrawn }) => ({
      key: pool,
      name: nameOf(pool),
      rows: entries.map(({ entry, lot }, at) => ({
        entry,
        note: [isDrawn ? `第 ${at + 1} 位` : '', draw.isFirstTimeFirst || lot === 2 ? LOTS[lot] : '']
          .filter(Boolean)
          .join(' · '),
        isOwn: entry === draw.own,
      })),
    })),
    data: JSON.stringify({
      commitment: draw.commitment,
      entriesDigest: draw.entriesDigest,
      seed: draw.seed,
      entries: draw.pools.flatMap(({ pool, entries }) => entries.map((entry) => ({ pool, ...entry }))),
    }),
  };
}

function stateOf({ at, closedAt, drawnAt }: Draw): string {
  if (drawnAt !== null) return `${exactWords(drawnAt)} 已抽签，次序如下。`;
  if (closedAt !== null) return '名单已固定，种子即将公布。';
  return at === null ? '待抽签。' : `${exactWords(at)} 固定名单，随后公布种子和次序。`;
}

function ownOf({ own, pools, drawnAt }: Draw): string {
  if (own === '') return '';
  const place = pools.map(({ entries }) => entries.findIndex(({ entry }) => entry === own) + 1).find(Boolean);
  return drawnAt === null || !place ? `你的抽签号 ${own}` : `你的抽签号 ${own}，抽到第 ${place} 位`;
}

/** The part of a split, by the last word of its name. */
function nameOf(pool: string): string {
  const quota = pool.slice(pool.lastIndexOf(':') + 1);
  return Object.entries(PERSON_KINDS).find(([kind]) => kind === quota)?.[1] ?? '全部报名';
}
