import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { startWorkbench, type Workbench } from '../../dev/workbench';

const root = resolve(__dirname, '../..');
const run = promisify(execFile);

let folder: string;
let workbench: Workbench;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fpd-commands-'));
  workbench = await startWorkbench({ dataDir: join(folder, 'data') });
});
afterAll(async () => {
  await workbench?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** As docs/deploy.md has it, with the address that `npm start` prints. */
const command = async (script: string, ...args: string[]): Promise<string> => {
  const env = { ...process.env, TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${workbench.url}/admin` }) };
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', join(root, 'dev/college', `${script}.ts`), ...args],
    { cwd: root, env },
  );
  return stdout;
};

test('the roster command reads the roster of a running workbench by the printed address', async () => {
  const file = join(folder, 'roster.csv');
  writeFileSync(file, 'number,name,kind,unit\n20260001,陈新雨,student,艺术设计系\n');
  expect(await command('roster', file, '--dry-run', '--leaving')).toMatch(
    /^would be added 0, changed 0, left \d+/,
  );
});

test('the admin command gives the role to somebody of a running workbench', async () => {
  expect(await command('admin', 'T10033', '--another')).toContain('吴雅琴');
});
