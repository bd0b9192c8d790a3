import { randomUUID } from 'node:crypto';
import type { Action, Input } from '../../cloudfunctions/contract';
import { form as caseForm } from '../case/people';
import { type Product, startProduct } from '../cloud';

const reading: { [A in Action]?: Input<A> } = {
  'case.public': {},
  'case.get': { caseId: 'some-case' },
  'case.search': { words: '热水' },
  'case.overdue': {},
  'case.commitments': { state: 'open' },
  'hall.agenda': { sessionId: 'session-1' },
  'hall.attendees': { sessionId: 'session-1' },
  'hall.minutes': { sessionId: 'session-1' },
  'report.minutesFile': { sessionId: 'session-1' },
  'report.resultsFile': { sessionId: 'session-1', survey: 'survey-1' },
  'survey.get': { sessionId: 'session-1' },
  'survey.results': { sessionId: 'session-1' },
  'survey.remarks': { sessionId: 'session-1' },
  'survey.cards': {},
  'survey.card': { cardId: 'some-card' },
};
const staysOpen: { [A in Action]?: Input<A> } = {
  'case.similar': { text: '热水' },
  'session.home': {},
  'session.list': {},
  'account.rulebook': {},
  'report.record': {},
};

async function within(isForMembers: boolean, work: (product: Product) => Promise<void>): Promise<void> {
  const env = { CASE_SECRET: 'a secret of the test', ...(isForMembers ? { MEMBERS_ONLY: '1' } : {}) };
  const product = await startProduct({ env });
  try {
    await work(product);
  } finally {
    await product.stop();
  }
}
const codeOf = async (product: Product, who: string, action: string, input: unknown) => {
  const said = await product.as(who).callRaw({ action, requestId: randomUUID(), input });
  return /"code":"([a-z_]+)"/.exec(JSON.stringify(said))?.[1] ?? 'ok';
};

test('where words are for members, whoever is not bound reads none, here or at the portal; members read on', () =>
  within(true, async (product) => {
    for (const [action, input] of Object.entries(reading)) {
      expect([action, await codeOf(product, 'passer-by', action, input)]).toEqual([action, 'not_bound']);
      expect([action, await codeOf(product, 'p-lin', action, input)]).not.toEqual([action, 'not_bound']);
    }
    for (const [action, input] of Object.entries(staysOpen))
      expect([action, await codeOf(product, 'passer-by', action, input)]).toEqual([action, 'ok']);
    // Whoever files is not sent away to bind, and is shown no earlier answer.
    expect(await product.as('passer-by').call('case.similar', { text: '热水' })).toEqual({ cases: [] });
    for (const path of ['/minutes', '/portal/results/'])
      expect((await product.cloud.http('portal', { path })).status).toBe(404);
    expect((await product.cloud.http('portal', { path: '/previews' })).status).toBe(200);
    // What somebody sent without a name is their own, by its receipt code.
    const anonymous = { ...caseForm, identity: 'anonymous', receiptSeed: 'a'.repeat(32) } as const;
    const { receiptCode } = await product.as('passer-by').call('case.submit', anonymous);
    const own = await product.as('passer-by').call('case.byReceipt', { receiptCode: receiptCode ?? '' });
    expect(own.title).toBe(caseForm.title);
  }));

test('everywhere else everybody reads them', () =>
  within(false, async (product) => {
    for (const [action, input] of Object.entries(reading))
      expect([action, await codeOf(product, 'passer-by', action, input)]).not.toEqual([action, 'not_bound']);
    expect((await product.cloud.http('portal', { path: '/results' })).status).toBe(200);
  }));
