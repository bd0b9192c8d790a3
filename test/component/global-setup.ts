import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { buildMiniProgram, listFiles } from '../../dev/build/miniprogram';
import { componentRoot } from './component-root';

const Component = z.object({ usingComponents: z.record(z.string(), z.string()).optional() }).loose();

/**
 * Builds the mini program once for all component tests. The simulator knows no npm paths, so components of
 * packages are named from the root in this copy.
 */
export default async function setUp(): Promise<void> {
  await buildMiniProgram({ out: componentRoot });
  for (const path of listFiles(componentRoot)) {
    if (!path.endsWith('.json') || path.startsWith('miniprogram_npm/')) continue;
    const file = join(componentRoot, path);
    const json = Component.parse(JSON.parse(readFileSync(file, 'utf8')));
    if (!json.usingComponents) continue;
    for (const [name, target] of Object.entries(json.usingComponents))
      if (target.startsWith('tdesign-miniprogram/'))
        json.usingComponents[name] = `/miniprogram_npm/${target}`;
    writeFileSync(file, JSON.stringify(json));
  }
}
