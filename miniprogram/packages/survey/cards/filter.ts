import type { Input, Output } from '../../../api/dto';
import { CARD_COLOURS, CARD_STATES } from '../../../shared/survey';

type Counts = NonNullable<Output<'survey.cards'>['counts']>;

export interface CardFilter {
  colour: string;
  /** A state of the card, `late` for a plan that is, or empty for all. */
  standing: string;
}

const STANDINGS = { ...CARD_STATES, late: '整改超期' } as const;

const keyIn = <K extends string>(labels: Readonly<Record<K, string>>, key: string): K | undefined =>
  (Object.keys(labels) as K[]).find((known) => known === key);

/** What the desk asks for. */
export function filterInput({
  colour,
  standing,
}: CardFilter): Pick<Input<'survey.cards'>, 'colour' | 'state' | 'isLate'> {
  const wanted = keyIn(CARD_COLOURS, colour);
  const state = keyIn(CARD_STATES, standing);
  return {
    ...(wanted && { colour: wanted }),
    ...(state && { state }),
    ...(standing === 'late' && { isLate: true as const }),
  };
}

interface Choice {
  key: string;
  label: string;
}

const chips = (
  labels: Readonly<Record<string, string>>,
  total: number,
  of: (key: string) => number,
): Choice[] => [
  { key: '', label: `全部 ${total}` },
  ...Object.entries(labels).flatMap(([key, label]) =>
    of(key) > 0 ? [{ key, label: `${label} ${of(key)}` }] : [],
  ),
];

/** Chips with how many stand behind each; what nothing stands behind is left out. */
export function filterChoices(counts: Counts): { colours: Choice[]; standings: Choice[] } {
  const sum = (is: (one: Counts[number]) => boolean) =>
    counts.filter(is).reduce((total, { cards }) => total + cards, 0);
  const total = sum(() => true);
  return {
    colours: chips(CARD_COLOURS, total, (key) => sum(({ colour }) => colour === key)),
    standings: chips(STANDINGS, total, (key) =>
      sum(({ state, isLate }) => (key === 'late' ? isLate : state === key)),
    ),
  };
}
