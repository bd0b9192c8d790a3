/** What a page may read of its address behind the question mark. */
export interface Query {
  /** Where a list goes on. */
  after: string | undefined;
  /** Words to look for. */
  words: string;
}
