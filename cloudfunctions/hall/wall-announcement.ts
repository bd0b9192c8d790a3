import type { WallAnnouncement } from '../contract/wall';
import { resultsId } from '../core/survey/announcement-of-results';
import { results, surveys } from '../platform/database/collections';
import { ruleBookOf } from '../platform/database/rulebook';
import { _, find } from '../platform/database/store';

const TOGETHER = 20;

/**
 * What was announced last: the newest announced session's own results first, then later rounds held beside it. The marks
 * are those of the rules that its cards went by. Null before anything was announced. Four round trips, three in sequence.
 */
export async function wallAnnouncement(): Promise<WallAnnouncement | null> {
  const [newest] = await find(
    surveys,
    { state: 'announced' },
    { order: [['announcedAt', 'desc']], limit: 1, fields: ['heldWith', 'rulesVersion'] },
  );
  if (!newest) return null;
  const [together, book] = await Promise.all([
    find(
      surveys,
      { heldWith: newest.heldWith, state: 'announced' },
      { limit: TOGETHER, fields: ['resultVersion'] },
    ),
    ruleBookOf(newest.rulesVersion),
  ]);
  const ids = together.map(({ _id, resultVersion }) => resultsId(_id, resultVersion));
  const found = await find(results, { _id: _.in(ids) }, { limit: TOGETHER });
  const { yellow, red } = book.rules.cards;
  return {
    marks: { yellow, red },
    results: [...found]
      .sort((left, right) => left.round - right.round || right.sessionNumber - left.sessionNumber)
      .map(({ sessionNumber, round, turnout, boxDigest, total, departments, items }) => ({
        number: sessionNumber,
        round,
        turnout,
        boxDigest,
        total: ratedOf(total),
        departments: departments.map((department) => ({ name: department.name, ...ratedOf(department) })),
        items: items.map((item) => ({
          questionId: item.questionId,
          title: item.title,
          departmentName: item.departmentName,
          verdict: item.verdict,
          ...ratedOf(item),
        })),
      })),
  };
}

interface Rated {
  valid: number | null;
  dissatisfied: number | null;
  band: string;
}

const ratedOf = ({ valid, dissatisfied, band }: Rated): Rated => ({ valid, dissatisfied, band });
