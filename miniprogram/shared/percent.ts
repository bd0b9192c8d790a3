/** The share of a whole in whole percent, rounded; 0 of nothing. */
export const percentOf = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((part * 100) / whole);

/** How far a job is, in whole percent, rounded down: 100 says that all of it is done. 0 of nothing. */
export const progressOf = (done: number, all: number): number =>
  all === 0 ? 0 : Math.floor((done * 100) / all);

/** 62.5%, with the one decimal that filed ledgers carry; the whole is not 0. */
export const exactPercent = (part: number, whole: number): string => `${((part * 100) / whole).toFixed(1)}%`;
