import { countedList, keySetOf, resultsOf } from '../../cloudfunctions/core/survey/sealed-box';
import { LEVELS, RATINGS } from '../../miniprogram/shared/rating';
import { VERDICTS } from '../../miniprogram/shared/survey';
import type { BoxFile } from './box-schema';
import type { Finding } from './finding';

/**
 * The recount as text for a terminal: what was counted, and then that it holds, what does not, by name, or what it was
 * not compared with.
 */
export function report(box: BoxFile, findings: readonly Finding[], missing: readonly string[]): string {
  const { tallies, verdicts } = resultsOf(box.slots, box.rules);
  const questions = box.slots.map((slot, index) => {
    const counted = tallies[index];
    const verdict = verdicts[index] ?? 'hidden';
    const levels = LEVELS.map((level) => `${RATINGS[level]} ${counted?.levels[level] ?? 0}`).join(' · ');
    return [
      `  ${slot.questionId} (${slot.departmentId}): ${VERDICTS[verdict]}`,
      `    ${levels} · ${RATINGS.cannot_judge} ${counted?.cannotJudge ?? 0}`,
      `    有效 ${counted?.valid ?? 0} · 不满意 ${counted?.dissatisfied ?? 0}`,
    ].join('\n');
  });
  const { came } = box.roll;
  return [
    `survey ${box.survey}, version ${box.version}, rule book ${box.rules.version}`,
    `digest   ${box.digest}`,
    `ballots  ${box.ballotDigest}`,
    `counted  ${box.countedDigest}`,
    `key set  ${keySetOf(box)}`,
    `${countedList(box).length} ballots in ${box.slots.length} questions, ${box.roll.issued} people with credentials`,
    ...(came ? [`${came.scan} came by scan, ${came.desk} by the desk, ${came.late} after the close`] : []),
    ...box.leftOut.map(({ shard, cell, id, why }) => `left out (${why}): ${shard} ${cell} ${id}`),
    '',
    ...questions,
    '',
    ...verdict(findings, missing),
    ...findings.map(({ what, where, detail }) => `  ${what}: ${where}: ${detail}`),
  ].join('\n');
}

function verdict(findings: readonly Finding[], missing: readonly string[]): string[] {
  if (findings.length > 0) return [`ALTERED: ${findings.length} findings`];
  if (missing.length === 0) return ['ALL OF IT HOLDS, compared with what was published.'];
  return [
    'IT AGREES WITH ITSELF, which a box made up from end to end does too. It was not compared with:',
    ...missing.map((part) => `  ${part}`),
  ];
}
