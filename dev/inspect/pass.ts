import { LETTER_SHARDS } from '../../cloudfunctions/core/case/letter';
import { across, type Fault, type Invariant, unless } from './invariant';
import type { View } from './view';

// Nothing here says who spent a pass, and nobody could: only whether as many were given out.

export const passInvariants: readonly Invariant[] = [
  across('passes', ['pass_months', 'pass_issues', 'pass_keys', 'letters'], passFaults),
];

interface Month {
  issued: number;
  spent: number;
  shards: number;
}

async function* passFaults(view: View): AsyncGenerator<Fault> {
  const months = new Map<string, Month>();
  const monthOf = (id: string): Month => {
    const found = months.get(id) ?? { issued: 0, spent: 0, shards: 0 };
    months.set(id, found);
    return found;
  };
  for await (const { month, passes } of view.each('pass_issues', ['month', 'passes']))
    monthOf(month).issued += passes;
  for await (const { _id, month, waiting, spent } of view.each('letters', ['month', 'waiting', 'spent'])) {
    const entries = Object.values(spent);
    monthOf(month).shards += 1;
    monthOf(month).spent += entries.length;
    if (entries.filter(({ letter }) => letter !== null).length !== waiting)
      yield { id: _id, what: '待拆的匿名信件数与计数不一致' };
  }
  const keys = new Set<string>();
  for await (const { _id } of view.each('pass_keys', ['_id'])) keys.add(_id);
  for (const { _id, state, issued, spent } of await view.all('pass_months')) {
    const now = monthOf(_id);
    months.delete(_id);
    const isCounted = state === 'closed' || state === 'emptied';
    const wrong = unless(
      [now.spent <= now.issued, `已用的匿名凭条（${now.spent}）多于发出的（${now.issued}）`],
      [(issued !== null && spent !== null) === isCounted, '匿名凭条的清点与状态不一致'],
      [spent === null || issued === null || spent <= issued, `清点：已用（${spent}）多于发出的（${issued}）`],
      [state === 'open' ? keys.has(_id) : !keys.has(_id), '签发密钥与月份的状态不一致'],
      [isCounted || now.shards === LETTER_SHARDS, '匿名信箱不完整'],
      [state !== 'emptied' || now.shards + now.issued === 0, '月份已清空，仍有匿名信箱或领取记录'],
    );
    for (const what of wrong) yield { id: _id, what };
  }
  for (const [id, { issued, spent }] of months)
    if (issued + spent > 0) yield { id, what: '有匿名凭条，没有公布的月份' };
}
