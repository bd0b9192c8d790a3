import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildMiniProgram } from '../build/miniprogram';
import { writeProject } from '../build/project';
import { readRealCollege } from '../college/college-file';
import { root } from '../root';
import { checkVersion, findKey, uploadCommand } from './upload';

/**
 * `npm run upload -- --college FILE --version 1.2.3 [--note TEXT]`: builds the mini program for the college and hands
 * it to WeChat, where it waits as a development version.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      college: { type: 'string', default: 'college.json' },
      version: { type: 'string' },
      note: { type: 'string', default: '' },
    },
  });
  const college = readRealCollege(values.college);
  const version = checkVersion(values.version);
  const key = findKey(college, process.env, root);
  const dist = join(root, 'dist');
  await buildMiniProgram({ out: join(dist, 'miniprogram'), college });
  writeProject(dist, college);
  const folder = mkdtempSync(join(tmpdir(), 'upload-'));
  try {
    const file = 'file' in key ? key.file : join(folder, 'upload.key');
    if ('text' in key) writeFileSync(file, key.text, { mode: 0o600 });
    const command = uploadCommand(college, { dist, key: file, version, note: values.note || version });
    const { status, error } = spawnSync('npm', command, { stdio: 'inherit', cwd: root });
    if (error) throw error;
    if (status !== 0)
      throw new Error(
        '上传没有成功。-10008 表示本机地址不在上传的 IP 白名单，在 公众平台 → 开发管理 → 开发设置 加上',
      );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`${college.name} ${version} 已上传，请在 公众平台 → 版本管理 设为体验版或提交审核`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
