import { ASKER_ACTOR } from '../../cloudfunctions/core/case/command';
import { type Opening, openCase } from '../../cloudfunctions/core/case/opening';
import { DAY_MS, HOUR_MS, instantOf } from '../../cloudfunctions/core/rules/calendar';
import type { Channel } from '../../miniprogram/shared/case';
import { type Fate, lived, told } from './case-life';
import { chance } from './chance';
import { type Matter, matterAt } from './matters';
import type { UnnumberedCase } from './numbering';
import { caseRules } from './rules';
import { OPERATOR } from './staff';
import { topicOfTitle } from './topics';

/**
 * How many cases of each channel came to which end; the counts of docs/rules.md, What is counted follow from these.
 */
const PLAN: ReadonlyArray<readonly [channel: Channel, fate: Fate, count: number]> = [
  ['box', { outcome: 'solved', isSolved: true }, 123],
  ['box', { outcome: 'taken_up', isSolved: false }, 95],
  ['box', { outcome: 'explained', isSolved: false }, 58],
  ['box', { outcome: 'not_accepted', isSolved: false }, 7],
  ['hotline', { outcome: 'solved', isSolved: true }, 64],
  ['hotline', { outcome: 'explained', isSolved: false }, 22],
  ['box', 'working', 3],
  ['box', 'assigned', 2],
  ['box', 'submitted', 2],
  ['hotline', 'working', 2],
];

const BEGIN = instantOf('2025-06-09', 9);
const RECENT = instantOf('2026-11-20', 9);
/** Every case of box and hotline. */
export function boxAndHotline(askers: readonly string[]): UnnumberedCase[] {
  const random = chance(12_345);
  const days = (RECENT - BEGIN) / DAY_MS - 14;
  return PLAN.flatMap(([channel, fate, count]) =>
    Array.from({ length: count }, (_, place): Omit<Sent, 'matter'> => {
      const day = Math.floor(((place + random()) / count) * days);
      const at =
        typeof fate === 'string'
          ? RECENT + Math.floor(random() * 3 * DAY_MS)
          : BEGIN + day * DAY_MS + Math.floor(random() * 9 * HOUR_MS);
      return { channel, fate, at, askerId: askers[Math.floor(random() * askers.length)] ?? null };
    }),
  ).map((sent, index) => ({
    at: sent.at,
    begin: (number) => begun({ ...sent, matter: matterAt(index * 7) }, number, chance(index)),
  }));
}

interface Sent {
  channel: Channel;
  fate: Fate;
  at: number;
  askerId: string | null;
  matter: Matter;
}

function begun({ channel, fate, at, askerId, matter }: Sent, number: string, random: () => number) {
  const opening = openingOf({ id: `case-${number}`, number, channel, askerId, matter });
  const opened = openCase(opening, channel === 'hotline' ? OPERATOR : ASKER_ACTOR, at, caseRules);
  return told(lived(opened, matter, fate, random));
}

const openingOf = (
  facts: Pick<Opening, 'id' | 'number' | 'channel' | 'askerId'> & { matter: Matter },
): Opening => ({
  id: facts.id,
  number: facts.number,
  channel: facts.channel,
  category: facts.matter.category,
  topic: topicOfTitle(facts.matter.category, facts.matter.title),
  urgency: 'ordinary',
  title: facts.matter.title,
  text: facts.matter.text,
  place: '',
  pictures: [],
  identity: 'hidden',
  isProtected: false,
  isDoubtful: false,
  askerId: facts.askerId,
  phone: '',
  receipt: null,
  recordedBy: facts.channel === 'hotline' ? OPERATOR.personId : null,
  question: null,
});
