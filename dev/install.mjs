// What both commands do first: bring node_modules in line with the lock file, once.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Installs from the lock file unless exactly this lock file has been installed here before, by us or by whoever ran
 * `npm ci`: npm notes at the end of an installation what it has installed.
 */
export function installIfNeeded() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const stamp = join(root, 'node_modules', '.installed-from');
  const wanted = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const note = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(note) && isInstalled(lock, readFileSync(note, 'utf8'))) return;
  console.error('正在安装依赖 / installing from the lock file …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(
      'The installation failed; nothing was started. Check the network and run the command again.',
    );
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, wanted);
}

/** Does npm's note of what it has installed hold all of the lock file, but for what is optional on this machine? */
export function isInstalled(lock, note) {
  const { packages } = JSON.parse(note);
  return Object.entries(JSON.parse(lock).packages).every(
    ([place, { version, optional }]) => place === '' || optional || packages[place]?.version === version,
  );
}
