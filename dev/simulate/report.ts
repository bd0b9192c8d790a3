import type { SimulateOptions } from './options';
import type { Tally } from './tally';

/** What was lived and what was found, for whoever ran it. */
export function report(tally: Tally, { people, seed, faults, from }: SimulateOptions): string {
  const lines = [...tally.lived].sort(([left], [right]) => (left < right ? -1 : 1));
  const width = Math.max(...lines.map(([action]) => action.length));
  const table = lines.map(([action, { calls, answered, reads, writes, refused }]) => {
    const refusals = Array.from(refused, ([code, count]) => `${code} ${count}`).join(', ');
    return `${action.padEnd(width)} ${[calls, answered, reads, writes].map((count) => String(count).padStart(8)).join('')}  ${refusals}`;
  });
  const faultsTold = Array.from(tally.faults, ([kind, count]) => `${kind} ${count}`).join(', ') || 'none';
  return [
    `${'action'.padEnd(width)}    calls answered    reads   writes  refused`,
    ...table,
    '',
    `faults: ${faultsTold}`,
    `acknowledged and found again: ${tally.kept}; messages: ${tally.messages}; cards: ${tally.cards}`,
    ...tally.findings.map(({ day, what }) => `FOUND ${day}: ${what}`),
    '',
    ...Object.entries(keysOf(tally)).map(([key, value]) => `${key.padEnd(24)}${String(value).padStart(10)}`),
    `again: npm run simulate -- --people ${people} --months ${tally.days / 30} --seed ${seed} --faults ${faults} --from ${from}`,
  ].join('\n');
}

/** The keys of the bench. */
export const keysOf = ({ days, commands, findings }: Tally): Record<string, number> => ({
  'simulate.days': days,
  'simulate.commands': commands,
  'simulate.findings': findings.length,
});
