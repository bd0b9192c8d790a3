// npm run audit:shipped
// Licences and known vulnerabilities of every package whose code is in the functions or in the mini program.
// 0: nothing is wrong; 1: something is; 3: the licences are in order, and the registry did not say what it knows.

import { exitWith } from '../exit-with';
import { advisoriesOf } from './advisories';
import { refusedLicences, UNNAMED } from './licences';
import { shippedPackages } from './shipped';

async function main(): Promise<number> {
  const shipped = await shippedPackages();
  for (const { name, version, license, in: places } of shipped)
    console.log(`${`${name} ${version}`.padEnd(44)} ${(license || '—').padEnd(16)} ${places.join(', ')}`);
  const refused = refusedLicences(shipped);
  for (const { name, version } of shipped) {
    const reason = UNNAMED[`${name} ${version}`];
    if (reason !== undefined) console.log(`NOTE ${name} ${version} ${reason}.`);
  }
  for (const { name, version, license } of refused)
    console.log(`LICENCE ${name} ${version}: ${license || 'none named'}. See dev/audit/licences.ts.`);
  console.log(
    `\n${shipped.length} packages are shipped; licences: ${refused.length === 0 ? 'all allowed' : `${refused.length} not allowed`}.`,
  );
  const advisories = await advisoriesOf(shipped);
  if (!advisories.isKnown) {
    console.log(
      `Known vulnerabilities: NOT CHECKED. The registry did not answer (${advisories.why}). Run it again where npm audit works.`,
    );
    return refused.length > 0 ? 1 : 3;
  }
  for (const { name, severity, title, url } of advisories.found)
    console.log(`${severity.toUpperCase()} ${name}: ${title} ${url}`);
  console.log(`Known vulnerabilities: ${advisories.found.length}.`);
  return refused.length + advisories.found.length > 0 ? 1 : 0;
}

exitWith(main());
