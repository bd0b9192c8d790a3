/** A run of words that both texts have, or only one of them. */
export interface DiffRun {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** A Chinese character, or a whole word or number of others, is one piece. Split by code point: no half characters. */
const PIECE = /[A-Za-z0-9]+|[\s\S]/gu;
/** Longer texts are compared line by line: the table below grows with the square of the pieces. */
const PIECES_MAX = 2000;

const piecesOf = (text: string): string[] => text.match(PIECE) ?? [];
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+/g) ?? [];

/** What became of a text word by word, in reading order: what is gone stands before what is new in its place. */
export function wordDiff(before: string, after: string): DiffRun[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const [left, right] = [piecesOf(before), piecesOf(after)];
  const isLong = left.length > PIECES_MAX || right.length > PIECES_MAX;
  return joined(isLong ? runsOf(linesOf(before), linesOf(after)) : runsOf(left, right));
}

/** By the longest common subsequence, after what both begin and end with. */
function runsOf(left: readonly string[], right: readonly string[]): DiffRun[] {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  let tail = 0;
  const most = Math.min(left.length, right.length) - start;
  while (tail < most && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail++;
  const runs: DiffRun[] = left.slice(0, start).map((text) => ({ kind: 'same', text }));
  runs.push(...middle(left.slice(start, left.length - tail), right.slice(start, right.length - tail)));
  for (const text of left.slice(left.length - tail)) runs.push({ kind: 'same', text });
  return runs;
}

function middle(left: readonly string[], right: readonly string[]): DiffRun[] {
  const width = right.length + 1;
  // Common length of what follows each pair of places; one row more and one column more, of zeros.
  const common = new Uint16Array((left.length + 1) * width);
  const at = (row: number, column: number) => common[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row--)
    for (let column = right.length - 1; column >= 0; column--)
      common[row * width + column] =
        left[row] === right[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  const runs: DiffRun[] = [];
  let [row, column] = [0, 0];
  while (row < left.length || column < right.length) {
    const [gone, added] = [left[row], right[column]];
    if (gone !== undefined && gone === added) {
      runs.push({ kind: 'same', text: gone });
      row++;
      column++;
    } else if (gone !== undefined && (added === undefined || at(row + 1, column) >= at(row, column + 1))) {
      runs.push({ kind: 'gone', text: gone });
      row++;
    } else if (added !== undefined) {
      runs.push({ kind: 'new', text: added });
      column++;
    }
  }
  return runs;
}

/** Neighbours of one kind become one run; within a change what is gone comes first. */
function joined(runs: readonly DiffRun[]): DiffRun[] {
  const done: DiffRun[] = [];
  let [gone, added] = ['', ''];
  const flush = () => {
    if (gone !== '') done.push({ kind: 'gone', text: gone });
    if (added !== '') done.push({ kind: 'new', text: added });
    [gone, added] = ['', ''];
  };
  for (const { kind, text } of runs) {
    if (kind === 'gone') gone += text;
    else if (kind === 'new') added += text;
    else {
      flush();
      const last = done[done.length - 1];
      if (last?.kind === 'same') last.text += text;
      else done.push({ kind, text });
    }
  }
  flush();
  return done;
}
