import type { Input, Output } from '../../../api/dto';
import { sentenceOf } from '../../../api/errors';
import type { Choice } from './filter';
import type { Desk } from './view';

type Order = Input<'case.several'>['order'];

/** What one tap can do to all that are selected, by desk. */
export const severalOf = (kind: Desk['kind']): Choice[] => {
  if (kind === 'office')
    return [
      { key: 'accept', label: '受理并交办' },
      { key: 'assign', label: '改派' },
      { key: 'merge', label: '并入第一件' },
      { key: 'publish', label: '公开' },
    ];
  if (kind === 'department')
    return [
      { key: 'take', label: '接收' },
      { key: 'handTo', label: '转给同事' },
    ];
  return [];
};

/** Whether somebody has to be chosen first: a department or a colleague. */
export const needsTarget = (key: string): 'department' | 'colleague' | null =>
  key === 'accept' || key === 'assign' ? 'department' : key === 'handTo' ? 'colleague' : null;

/** The order with the cases it is for; null while something is missing. Merging leaves the first one out: it goes on. */
export function severalInput(
  key: string,
  caseIds: readonly string[],
  target: string,
): Input<'case.several'> | null {
  const order = orderOf(key, caseIds[0] ?? '', target);
  const ids = key === 'merge' ? caseIds.slice(1) : [...caseIds];
  return order && ids.length > 0 ? { caseIds: ids, order } : null;
}

function orderOf(key: string, first: string, target: string): Order | null {
  switch (key) {
    case 'accept':
      return { do: 'accept', leadId: target === '' ? null : target };
    case 'assign':
      return target === '' ? null : { do: 'assign', leadId: target };
    case 'handTo':
      return target === '' ? null : { do: 'handTo', personId: target };
    case 'take':
      return { do: 'take' };
    case 'merge':
      return { do: 'merge', intoId: first };
    case 'publish':
      return { do: 'publish' };
    default:
      return null;
  }
}

/** "3 件已办好。" and, of those that were not, each with its title and why. */
export function severalWords(
  { results }: Output<'case.several'>,
  titles: ReadonlyMap<string, string>,
): { done: string; refused: string[] } {
  const refused = results.flatMap(({ caseId, refusal }) =>
    refusal === null ? [] : [`${titles.get(caseId) ?? '一件诉求'}：${sentenceOf(refusal)}`],
  );
  const done = results.length - refused.length;
  return { done: done > 0 ? `${done} 件已办好。` : '没有办成。', refused };
}
