/**
 * What the digest of a counted list is taken over, ASCII: SHA-256 of it, lower-case hexadecimal, is what every phone computes
 * over the list that it was given, and what box, results, messages and recount must have too. Whoever is given another list
 * than everybody has another number.
 */
export const countedText = (survey: string, ids: readonly string[]): string =>
  `four-point-dialogue/counted/1|${survey}|${ids.join('|')}`;
