import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const folders: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'mac', win32: 'windows' };

export interface Verdict {
  isAccepted: boolean;
  /** What the compiler says about the first file it does not like. */
  complaint: string;
}

/**
 * Runs WeChat's own wcc (WXML and WXS) or wcsc (WXSS) over files given relative to `folder`.
 * All files go in one run: imports are looked for among the arguments.
 */
export function runOfficial(compiler: 'wcc' | 'wcsc', folder: string, files: string[]): Verdict {
  const platform = folders[process.platform];
  if (!platform) throw new Error(`miniprogram-compiler has no ${compiler} for ${process.platform}`);
  const name = process.platform === 'win32' ? `${compiler}.exe` : compiler;
  const binary = join(
    dirname(createRequire(__filename).resolve('miniprogram-compiler/package.json')),
    'bin',
    platform,
    name,
  );
  // The package carries the programs without the mark that lets them run.
  chmodSync(binary, 0o755);
  const options = compiler === 'wcc' ? ['-d', '-cc', '0'] : ['-db', '-pc', '0'];
  const result = spawnSync(binary, [...options, ...files], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error) throw result.error;
  return { isAccepted: result.status === 0, complaint: result.stderr.trim() };
}
