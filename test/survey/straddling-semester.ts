import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { cards, rulebooks } from '../../cloudfunctions/platform/database/collections';
import type { Product } from '../cloud';
import { cardOf, sessionAt } from '../jobs/seeds';
import { DAY, NOW, put } from '../jobs/started';

/**
 * So many red cards of the semester of `NOW`, the second half given after a red card was made to weigh ten points. The
 * first is in review, the second belongs to 教务处, all others are final and of 后勤保障处.
 */
export async function straddlingSemester(product: Product, size: number): Promise<void> {
  const { cards: rules } = FIRST_RULE_BOOK.rules;
  const changed = { ...FIRST_RULE_BOOK.rules, cards: { ...rules, redPoints: 10 } };
  await put(product, rulebooks, {
    ...FIRST_RULE_BOOK,
    _id: 'rulebook-2',
    version: 2,
    effectiveAt: NOW - 15 * DAY,
    reason: '加重红牌',
    rules: changed,
  });
  const held = sessionAt(NOW - 20 * DAY);
  await put(
    product,
    cards,
    ...Array.from({ length: size }, (_none, index) =>
      cardOf(held, {
        _id: `card-${String(index).padStart(4, '0')}`,
        questionId: `question-${index}`,
        colour: 'red',
        state: index === 0 ? 'review' : 'final',
        rulesVersion: index < size / 2 ? 1 : 2,
        givenAt: NOW - 16 * DAY,
        reviewUntil: NOW + DAY,
        departmentId: index === 1 ? 'teaching' : 'logistics',
        departmentName: index === 1 ? '教务处' : '后勤保障处',
        rectification: {
          dueAt: NOW + 9 * DAY,
          plan: '',
          measures: [],
          notes: [],
          submittedAt: null,
          doneAt: null,
        },
      }),
    ),
  );
}
