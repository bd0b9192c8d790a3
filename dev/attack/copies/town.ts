import type { SlotKeyPair } from '../../../cloudfunctions/platform/ballots/credential-keys';
import { isRatingCode, type RatingCode } from '../../../miniprogram/shared/rating';
import type { Cloud } from '../../cloud/index';
import { makeKey } from '../../observer/key-file';
import { liveThrough, type Rated } from '../town';
import type { TownFiles } from '../town-build';

/** One ballot as it lies in a copy of the open box. */
export interface CopiedBallot {
  slot: number;
  /** Null where nothing of it can be read. */
  rating: RatingCode | null;
  /** Whatever stands in the place of the rating. */
  choice: string;
}

/** What somebody has who copies the whole database once a minute, and keeps who opened the app when. */
export interface Copies {
  /** The copy at the end of each minute in which anything happened: id of ballot → ballot. */
  byMinute: Map<number, Map<string, CopiedBallot>>;
  visits: { openid: string; minute: number }[];
  questions: number;
}

const MINUTE = 60_000;

/**
 * Lives through a survey whose database is copied every minute while people rate, by a college that also writes down who
 * opens the app. With sealed ratings three observers hold the keys, and none of them is the college.
 */
export async function liveWithCopies(options: {
  people: number;
  questions: number;
  isSealed: boolean;
  files: TownFiles;
  pairs: readonly SlotKeyPair[];
}): Promise<{ copies: Copies; rated: Rated }> {
  const { isSealed, ...town } = options;
  const byMinute: Copies['byMinute'] = new Map();
  const copy = (cloud: Cloud) => byMinute.set(Math.floor(cloud.clock.now() / MINUTE), ballotsIn(cloud));
  const closingKeys = isSealed ? [makeKey(), makeKey(), makeKey()].map(({ publicKey }) => publicKey) : [];
  const { evidence, rated } = await liveThrough({ ...town, leak: 'none', closingKeys, onStep: copy });
  // What was there before anybody came.
  byMinute.set(0, new Map());
  const visits = (evidence.before.town_visits ?? []).map(({ openid, at }) => ({
    openid: String(openid),
    minute: Math.floor(Number(at) / MINUTE),
  }));
  return { copies: { byMinute, visits, questions: options.questions }, rated };
}

function ballotsIn(cloud: Cloud): Map<string, CopiedBallot> {
  const found = new Map<string, CopiedBallot>();
  for (const { slot, cells } of cloud.read('ballots'))
    for (const cell of Object.values(Object(cells)))
      for (const [id, entry] of Object.entries(Object(cell))) {
        const { rating, sealed } = Object(entry);
        const choice = String(rating ?? sealed);
        found.set(id, { slot: Number(slot), rating: isRatingCode(choice) ? choice : null, choice });
      }
  return found;
}
