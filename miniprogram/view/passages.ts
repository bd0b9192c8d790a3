/** What is to be blacked out, as typed into one field: a passage on each line. */
export const passagesOf = (typed: string): string[] =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
