import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';

// The linter's walls, tried from both sides: a pattern that matches nothing refuses nothing and looks just as green.
const root = path.resolve(__dirname, '../..');

const folders = readdirSync(path.join(root, 'cloudfunctions'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'database')
  .map(({ name }) => name);
const useCases = folders.filter(
  (name) => !['contract', 'core', 'platform', 'ballot', 'remark', 'letterbox'].includes(name),
);

const GLOBALS = ['console', 'process', 'Date', 'performance'];
const boxes = ['ballot', 'remark', 'letterbox'];

/** [the file that imports, what it imports] */
type Arrow = readonly [from: string, to: string];

const refused: readonly Arrow[] = [
  ...useCases.flatMap((name): Arrow[] => [
    [`cloudfunctions/${name}/probe.ts`, 'wx-server-sdk'],
    [`cloudfunctions/${name}/probe.ts`, '@cloudbase/node-sdk'],
    [`cloudfunctions/${name}/probe.ts`, '../../miniprogram/pages/home/view'],
  ]),
  ['cloudfunctions/a-new-function/probe.ts', 'wx-server-sdk'],
  ['cloudfunctions/contract/probe.ts', '../core/page'],
  ['cloudfunctions/contract/probe.ts', '../platform/database/store'],
  ['cloudfunctions/core/probe.ts', './case/case'],
  ['cloudfunctions/core/case/probe.ts', 'node:crypto'],
  ['cloudfunctions/core/case/probe.ts', '../../platform/database/store'],
  ['cloudfunctions/core/case/probe.ts', '../../../miniprogram/view/session'],
  ['cloudfunctions/core/case/probe.ts', '../survey/card'],
  ['cloudfunctions/core/case/probe.ts', '../report/ledger'],
  ['cloudfunctions/core/hall/probe.ts', '../session/session'],
  ['cloudfunctions/core/hall/probe.ts', '../case/case'],
  ['cloudfunctions/core/session/probe.ts', '../hall/hall'],
  ['cloudfunctions/core/survey/probe.ts', '../people/person'],
  ['cloudfunctions/core/rules/probe.ts', '../message/message'],
  ['cloudfunctions/core/message/probe.ts', '../people/person'],
  ['cloudfunctions/core/people/probe.ts', '../rules/rulebook'],
  ['cloudfunctions/core/report/probe.ts', '../session/session'],
  ['cloudfunctions/platform/database/probe.ts', '../call/log'],
  ['cloudfunctions/platform/call/probe.ts', '../weixin/templates'],
  ['cloudfunctions/platform/weixin/probe.ts', '../ballots/ballot-box'],
  ['cloudfunctions/platform/ballots/probe.ts', '../weixin/notifier'],
  ['cloudfunctions/platform/call/probe.ts', '../../case/submit'],
  ['cloudfunctions/ballot/probe.ts', 'wx-server-sdk'],
  ['cloudfunctions/ballot/probe.ts', '../platform/call/caller'],
  ['cloudfunctions/ballot/probe.ts', '../platform/database/store'],
  ['cloudfunctions/remark/probe.ts', '../platform/call/dispatch'],
  ['cloudfunctions/letterbox/probe.ts', '../platform/database/store'],
  ['cloudfunctions/letterbox/probe.ts', 'wx-server-sdk'],
  ...boxes.flatMap((name): Arrow[] => GLOBALS.map((global) => [`cloudfunctions/${name}/probe.ts`, global])),
  ...boxes.map((name): Arrow => [`cloudfunctions/${name}/store.ts`, 'Date']),
  ['cloudfunctions/portal/probe.ts', '../platform/call/caller'],
  ['cloudfunctions/portal/probe.ts', '../platform/call/dispatch'],
  ['cloudfunctions/portal/probe.ts', 'wx-server-sdk'],
  ['cloudfunctions/case/probe.ts', '../platform/database/versioned-cases'],
  ['cloudfunctions/jobs/probe.ts', '../platform/database/versioned-cases'],
  ['cloudfunctions/portal/probe.ts', '../platform/database/versioned-cases'],
  ['cloudfunctions/platform/call/probe.ts', '../database/versioned-cases'],
  ['cloudfunctions/platform/database/probe.ts', './versioned-cases'],
  ['cloudfunctions/case/apply-command.ts', 'wx-server-sdk'],
  ['miniprogram/pages/home/probe.ts', 'wx-server-sdk'],
  ['miniprogram/packages/hall/room/probe.ts', '../../../../cloudfunctions/core/page'],
  ['miniprogram/components/four-dots/probe.ts', '../../api/client'],
  ['miniprogram/components/four-dots/probe.ts', '../../ballot/wallet'],
  ['miniprogram/shared/probe.ts', '../api/client'],
  ['dev/cloud/probe.ts', '../../cloudfunctions/core/page'],
  ['dev/phone/probe.ts', '../../miniprogram/shared/limits'],
];

const allowed: readonly Arrow[] = [
  ['cloudfunctions/case/probe.ts', '../platform/call/dispatch'],
  ['cloudfunctions/case/probe.ts', '../core/case/case'],
  ['cloudfunctions/case/apply-command.ts', '../platform/database/versioned-cases'],
  ['cloudfunctions/core/case/probe.ts', '../rules/deadline'],
  ['cloudfunctions/core/case/probe.ts', '../page'],
  ['cloudfunctions/core/case/probe.ts', '../../../miniprogram/shared/labels'],
  ['cloudfunctions/core/report/probe.ts', '../survey/card'],
  ['cloudfunctions/platform/call/probe.ts', '../database/store'],
  ['cloudfunctions/platform/call/probe.ts', 'wx-server-sdk'],
  ['cloudfunctions/platform/ballots/probe.ts', '../call/log'],
  ['cloudfunctions/ballot/probe.ts', '@cloudbase/node-sdk'],
  ...boxes.map((name): Arrow => [`cloudfunctions/${name}/store.ts`, 'process']),
  ['cloudfunctions/portal/probe.ts', '../platform/call/log'],
  ['miniprogram/pages/home/probe.ts', '../../api/client'],
];

const report = z.object({
  diagnostics: z.array(
    z.object({
      category: z.string(),
      location: z.object({ path: z.string(), start: z.object({ line: z.number() }) }),
    }),
  ),
});

/** A global is no module and is asked for by its name. */
const lineOf = (to: string) => (GLOBALS.includes(to) ? `export const asked = ${to};` : `import '${to}';`);

/** The arrows that the linter refuses. */
function refusals(arrows: readonly Arrow[]): Set<Arrow | undefined> {
  const folder = mkdtempSync(path.join(tmpdir(), 'walls-'));
  try {
    copyFileSync(path.join(root, 'biome.json'), path.join(folder, 'biome.json'));
    const files = new Map<string, Arrow[]>();
    for (const arrow of arrows) files.set(arrow[0], [...(files.get(arrow[0]) ?? []), arrow]);
    for (const [name, imports] of files) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, imports.map(([, to]) => `${lineOf(to)}\n`).join(''));
    }
    const biome = path.join(root, 'node_modules/.bin/biome');
    const args = ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=json', '.'];
    const { stdout } = spawnSync(biome, args, { cwd: folder, encoding: 'utf8' });
    const { diagnostics } = report.parse(JSON.parse(stdout));
    const restricted = diagnostics.filter(({ category }) => category.startsWith('lint/style/noRestricted'));
    return new Set(restricted.map(({ location: { path, start } }) => files.get(path)?.[start.line - 1]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

let stopped: Set<Arrow | undefined>;
beforeAll(() => {
  stopped = refusals([...refused, ...allowed]);
});

test.each(refused.map((arrow) => [...arrow, arrow] as const))('%s may not import %s', (_from, _to, arrow) => {
  expect(stopped).toContain(arrow);
});

test.each(allowed.map((arrow) => [...arrow, arrow] as const))('%s may import %s', (_from, _to, arrow) => {
  expect(stopped).not.toContain(arrow);
});
