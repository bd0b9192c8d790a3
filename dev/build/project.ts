import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { College } from '../college/college-file';
import { root } from '../root';

const projectFile = z.object({ miniprogramRoot: z.string(), cloudfunctionRoot: z.string() }).loose();

/** Writes the project file that DevTools and the upload open: the repository's own, with this college's AppID. */
export function writeProject(out: string, { appId, name }: College): void {
  const text = readFileSync(join(root, 'project.config.json'), 'utf8');
  const project = {
    ...projectFile.parse(JSON.parse(text)),
    description: name,
    appid: appId,
    miniprogramRoot: 'miniprogram/',
    cloudfunctionRoot: 'cloudfunctions/',
  };
  writeFileSync(join(out, 'project.config.json'), `${JSON.stringify(project, null, 2)}\n`);
}
