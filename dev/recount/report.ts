import { countedList, keySetOf, resultsOf } from '../../cloudfunctions/core/survey/sealed-box';
import { LEVELS, RATINGS } from '../../miniprogram/shared/rating';
import { VERDICTS } from '../../miniprogram/shared/survey';
import type { BoxFile } from './box-schema';
import type { Finding } from './check';

/** The recount as text for a terminal: what was counted, and then either that it holds or what does not, by name. */
export function report(box: BoxFile, findings: readonly Finding[]): string {
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
    `key set  ${keySetOf(box)}`,
    `${countedList(box).length} ballots in ${box.slots.length} questions, ${box.roll.issued} people with credentials`,
    ...(came ? [`${came.scan} came by scan, ${came.desk} by the desk, ${came.late} after the close`] : []),
    '',
    ...questions,
    '',
    findings.length === 0
      ? 'ALL OF IT HOLDS. Compare digest and key set with what was published, or pass them with --digest and --key-set.'
      : `ALTERED: ${findings.length} findings`,
    ...findings.map(({ what, where, detail }) => `  ${what}: ${where}: ${detail}`),
  ].join('\n');
}
