import { execFile } from 'node:child_process';
import * as z from 'zod';
import { root } from '../root';
import type { Shipped } from './shipped';

const advisory = z.looseObject({ title: z.string(), severity: z.string(), url: z.string().default('') });
const audited = z.looseObject({
  vulnerabilities: z.record(z.string(), z.looseObject({ via: z.array(z.union([z.string(), advisory])) })),
});
const unreachable = z.looseObject({ message: z.string() });

export type Advisories =
  | { isKnown: true; found: readonly { name: string; severity: string; title: string; url: string }[] }
  /** The registry did not say. */
  | { isKnown: false; why: string };

/** Known vulnerabilities of the packages that are shipped, as the registry knows them now. */
export async function advisoriesOf(shipped: readonly Shipped[], said?: string): Promise<Advisories> {
  const text = said ?? (await npmAudit());
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { isKnown: false, why: `npm audit answered no JSON: ${text.slice(0, 200)}` };
  }
  const answer = audited.safeParse(parsed);
  if (!answer.success)
    return { isKnown: false, why: unreachable.safeParse(parsed).data?.message ?? text.slice(0, 200) };
  const names = new Set(shipped.map(({ name }) => name));
  const found = Object.entries(answer.data.vulnerabilities)
    .filter(([name]) => names.has(name))
    .flatMap(([name, { via }]) =>
      via.flatMap((cause) =>
        typeof cause === 'string'
          ? []
          : [{ name, severity: cause.severity, title: cause.title, url: cause.url }],
      ),
    );
  return { isKnown: true, found };
}

/** npm ends with 1 both when it found something and when it was told nothing: what it printed says which. */
const npmAudit = (): Promise<string> =>
  new Promise((resolve) => {
    execFile(
      'npm',
      ['audit', '--omit=dev', '--json'],
      { cwd: root, maxBuffer: 64 * 1024 * 1024, timeout: 120_000 },
      (error, stdout) => resolve(stdout === '' ? String(error?.message ?? '') : stdout),
    );
  });
