import '../booking/sdk-environment';
import { contract } from '../../cloudfunctions/contract';
import type { Case } from '../../cloudfunctions/core/case/case';
import { cases } from '../../cloudfunctions/platform/database/collections';
import { get } from '../../cloudfunctions/platform/database/store';
import { commit, patchOf } from '../../cloudfunctions/platform/database/versioned';
import { versionedCases } from '../../cloudfunctions/platform/database/versioned-cases';
import { reach } from '../booking/inside';
import type { Product } from '../cloud';
import { answered, inHand, send, startCases } from './people';

let product: Product;
beforeAll(async () => {
  product = await startCases();
  reach(product.cloud);
});
afterAll(() => product.stop());

const historyOf = (caseId: string) =>
  JSON.stringify(product.cloud.read('cases').find(({ _id }) => _id === caseId)?.history);

async function lived(): Promise<Case> {
  const { caseId } = await send(product, 'p-lin');
  await inHand(product, caseId);
  await answered(product, caseId);
  const entity = await get(cases, caseId);
  if (!entity) throw new Error('nothing is stored');
  return entity;
}

// That the product's code names no history in a patch, removes no case and writes them in one place is held by types and
// lint: test/types/store.types.ts, test/house/walls.test.ts.
describe('history is only ever added to', () => {
  test('a transition that left out, changed or reordered events could still write none of it', async () => {
    const before = await lived();
    const [first, ...rest] = before.history;
    if (!first) throw new Error('no history');
    const attempts: Array<Case['history']> = [
      [],
      rest,
      [...before.history].reverse(),
      [{ ...first, text: '改过' }, ...rest],
    ];
    for (const history of attempts) {
      const now = await get(cases, before._id);
      if (!now) throw new Error('gone');
      expect(Object.keys(patchOf(now, { ...now, history }))).not.toContain('history');
      await commit(versionedCases, now, { ...now, history, version: now.version + 1 });
      expect(historyOf(before._id)).toBe(JSON.stringify(before.history));
    }
  });

  test('no action of any role takes a history, an event or a version from the phone', async () => {
    const { _id: caseId, history } = await lived();
    const before = historyOf(caseId);
    const staff = ['p-lin', 'p-xu', 'p-wu', 'p-zheng'];
    const extra = { history: [], events: [], version: 0, $set: { history: [] }, 'history.0.text': '' };
    for (const action of Object.keys(contract).filter((name) => name.startsWith('case.')))
      for (const who of staff)
        await product.as(who).callRaw({
          action,
          requestId: 'request-history-1',
          input: { caseId, ...extra },
        });
    expect(historyOf(caseId)).toBe(before);
    expect(history.length).toBeGreaterThan(3);
  });
});
