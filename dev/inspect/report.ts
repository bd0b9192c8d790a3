import type { Inspection } from './inspect';
import type { Finding } from './invariant';
import type { Repaired } from './repair';

const line = ({ collection, id, what, mend }: Finding): string =>
  `${collection} ${id}：${what}。${mend ? `可修复：${mend.does}。` : '请人工核对。'}`;

/** What was found, in sentences for whoever runs the college's store. */
export function report({ findings, counts }: Inspection): string {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const looked = `已检查 ${counts.size} 个集合、${total} 个文档。`;
  if (findings.length === 0) return `${looked}没有发现问题。`;
  const mendable = findings.filter(({ mend }) => mend).length;
  return [
    ...findings.map(line),
    `${looked}发现 ${findings.length} 个问题，其中 ${mendable} 个可用 --repair 修复。`,
  ].join('\n');
}

/** What was mended. */
export const repairReport = (done: readonly Repaired[]): string =>
  done
    .map(
      ({ finding: { collection, id }, does, isDone }) =>
        `${collection} ${id}：${isDone ? '已修复' : '内容刚有变动，没有修复'}：${does}。`,
    )
    .join('\n');
