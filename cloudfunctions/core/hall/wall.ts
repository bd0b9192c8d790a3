import type { WallShows } from '../../../miniprogram/shared/hall';

/**
 * What the browsers in a hall follow; `_id` is the session's. Nothing of it is about a person. Persisted in `walls`;
 * changing the shape needs a migration.
 */
export interface Wall {
  _id: string;
  /** Grows whenever what the wall shows has changed: a browser that has this version is told that nothing is new. */
  version: number;
  shows: WallShows;
  /** Six digits for one more browser, and until when; empty when none is open. Indexed. */
  code: string;
  codeUntil: number;
  /** Wrong guesses while a code was open, whoever made them. */
  wrong: number;
  /** The walls of a session end with its day. */
  endsAt: number;
  screens: WallScreen[];
}

/** One browser. `digest` is the SHA-256 of its key, which nobody but the browser has. */
interface WallScreen {
  id: string;
  digest: string;
  pairedAt: number;
}

/** How long a code waits to be entered. */
export const WALL_CODE_MS = 3 * 60_000;

/** So many wrong guesses close every open code: of a million codes that leaves a guesser one chance in 50,000. */
export const WALL_GUESSES = 20;

/** Walls of one session at a time. */
export const WALLS_MAX = 8;

const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

/** Midnight in Shanghai after this instant. */
export const endOfDay = (at: number): number =>
  (Math.floor((at + SHANGHAI_MS) / DAY_MS) + 1) * DAY_MS - SHANGHAI_MS;

/** A session nobody follows yet. */
export const newWall = (sessionId: string, startsAt: number): Wall => ({
  _id: sessionId,
  version: 1,
  shows: 'session',
  code: '',
  codeUntil: 0,
  wrong: 0,
  endsAt: endOfDay(startsAt),
  screens: [],
});

/** Six digits from a digest in hexadecimal: the first 48 bits, whose bias over a million is below 1 in 10^8. */
export const wallCode = (digest: string): string =>
  String(Number.parseInt(digest.slice(0, 12), 16) % 1_000_000).padStart(6, '0');
