/** A paper to be printed and filed, before it has a file format. */
export interface Paper {
  title: string;
  /** What stands under the title, a line each. */
  facts: ReadonlyArray<readonly [label: string, value: string]>;
  blocks: readonly PaperBlock[];
  /** SHA-256 of what the paper says, and of what exactly. */
  digest: { of: string; value: string };
  fileName: string;
}

export type PaperBlock =
  | { heading: string }
  | { text: string }
  /** Smaller: what became of it, what was left out. */
  | { note: string }
  /** `widths` are shares of the page, in percent. */
  | {
      table: {
        head: readonly string[];
        widths: readonly number[];
        rows: ReadonlyArray<readonly string[]>;
      };
    };
