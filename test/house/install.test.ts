import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../built';

// Whoever ran `npm ci` does not wait for a second installation at the first `npm start`.

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/only-on-a-mac': { version: '2.0.0', optional: true },
  },
};
type Installed = Readonly<Record<string, { version: string }>>;

test.each<[string, Installed, boolean]>([
  ['what the lock file says', { 'node_modules/a': { version: '1.0.0' } }, true],
  [
    'that and what is optional',
    { 'node_modules/a': { version: '1.0.0' }, 'node_modules/only-on-a-mac': { version: '2.0.0' } },
    true,
  ],
  ['another version', { 'node_modules/a': { version: '1.0.1' } }, false],
  ['a part', {}, false],
])('with %s installed it is taken as it is: %#', (_label, packages, isTaken) => {
  const file = pathToFileURL(path.join(root, 'dev/install.mjs')).href;
  const script = `import { isInstalled } from ${JSON.stringify(file)};
    const [lock, note] = process.argv.slice(1);
    console.log(isInstalled(lock, note));`;
  const given = [JSON.stringify(lock), JSON.stringify({ packages })];
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script, ...given], {
    encoding: 'utf8',
  });
  expect(said.trim()).toBe(String(isTaken));
});
