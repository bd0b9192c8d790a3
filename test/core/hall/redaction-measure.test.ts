import { findings } from '../../../cloudfunctions/core/hall/redaction';
import { namePatterns } from '../../../cloudfunctions/core/hall/roster-search';
import { ROSTER, SENTENCES } from './labelled-sentences';

/** The people that the gate would fetch. */
function known(text: string): string[] {
  const patterns = namePatterns([text]).map((pattern) => new RegExp(pattern));
  return ROSTER.filter((name) => patterns.some((pattern) => pattern.test(name)));
}

interface Labelled {
  text: string;
  places: Array<{ start: number; end: number }>;
}

function labelled(sentence: string): Labelled {
  const places: Labelled['places'] = [];
  let text = '';
  for (const part of sentence.split('〔')) {
    const [inside, after] = part.split('〕');
    if (after === undefined) text += part;
    else {
      places.push({ start: text.length, end: text.length + (inside ?? '').length });
      text += `${inside}${after}`;
    }
  }
  return { text, places };
}

test('of 300 labelled sentences nearly everything that names somebody is found, and little else', () => {
  const [missed, alarms]: [string[], string[]] = [[], []];
  let [expected, found] = [0, 0];
  for (const sentence of SENTENCES) {
    const { text, places } = labelled(sentence);
    const marks = findings([{ questionId: 'q-1', field: 'body', text }], known(text));
    expected += places.length;
    found += marks.length;
    for (const { start, end } of places)
      if (!marks.some((mark) => mark.start <= start && mark.end >= end)) missed.push(sentence);
    for (const mark of marks)
      if (!places.some(({ start, end }) => mark.start < end && mark.end > start))
        alarms.push(`${sentence} → ${mark.text}`);
  }
  const recall = (expected - missed.length) / expected;
  const precision = (found - alarms.length) / found;
  const figures = `${SENTENCES.length} sentences, ${expected} places: recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}`;
  process.stdout.write(
    `${[figures, ...missed.map((sentence) => `missed: ${sentence}`), ...alarms.map((alarm) => `alarm: ${alarm}`)].join('\n')}\n`,
  );
  expect(SENTENCES.length).toBeGreaterThanOrEqual(300);
  expect(recall).toBeGreaterThanOrEqual(0.98);
  expect(precision).toBeGreaterThanOrEqual(0.9);
});
