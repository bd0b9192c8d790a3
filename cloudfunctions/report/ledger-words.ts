import type { Case } from '../core/case/case';
import type { Passage } from '../core/hall/redaction';
import type { LedgerRow } from '../core/report/ledger';
import { withoutPersons } from '../hall/gate';

type Words = LedgerRow['words'];

/** As they were written. */
export const writtenWords = ({ title, text, reply }: Case): Words => ({
  title,
  text,
  reply: reply?.text ?? '',
});

/** Without names and numbers of people, found as for minutes, for a page of cases. */
export async function wordsWithoutPersons(page: readonly Case[]): Promise<Words[]> {
  const told = await withoutPersons(
    page.map((entity) => ({
      passages: passagesOf(entity),
      // Who handles it has a column of its own.
      open: [entity.handlerName],
      askerIds: entity.askerId === null ? [] : [entity.askerId],
      phones: [entity.phone],
    })),
  );
  return told.map(([title = '', text = '', reply = '']) => ({ title, text, reply }));
}

function passagesOf(entity: Case): Passage[] {
  const { title, text, reply } = writtenWords(entity);
  return [
    { questionId: entity._id, field: 'title', text: title },
    { questionId: entity._id, field: 'body', text },
    { questionId: entity._id, field: 'answer', text: reply },
  ];
}
