/** What a desk could do to the number of voters, and what must not be possible. */
export type Breach =
  /** Voters whom the desk made up, and whom the published counts do not show as the desk's. */
  | 'hidden'
  /** Brought in after the close by one person alone, and counted. */
  | 'alone'
  /** Let in by the desk, and nobody can tell by whom. */
  | 'nameless';

/** `none` is the product as it is. The others are built wrong on purpose, and must be found out by their breach. */
export const DESK_TOWNS = {
  none: { what: 'the product', breach: null },
  desk_as_scan: { what: 'a desk whose entries look like scans', breach: 'hidden' },
  late_alone: {
    what: 'a desk that brings people in after the close without a second person',
    breach: 'alone',
  },
  no_name: { what: 'a desk that does not keep who let whom in', breach: 'nameless' },
} as const satisfies Record<string, { what: string; breach: Breach | null }>;
export type DeskTown = keyof typeof DESK_TOWNS;
export const ALL_DESK_TOWNS = Object.keys(DESK_TOWNS).filter((name): name is DeskTown => name in DESK_TOWNS);
