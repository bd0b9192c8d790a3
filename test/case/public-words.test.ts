import type { Product } from '../cloud';
import { add, closeAndPublish, DAY, HOUR, SESSION_AT, startThursday, transferred } from '../survey/thursday';
import { form, inHand } from './people';

// What a department wrote to one asker is that asker's. Everybody else reads what the office has published of it.

const RAW = '请周一鸣同学到三号楼412室登记，电话13800138000。';

let product: Product;
let sessionId: string;
beforeAll(async () => {
  ({ product, sessionId } = await startThursday());
});
afterAll(() => product.stop());
const as = (who: string) => product.as(who);

describe('a question that was transferred', () => {
  test('shows in the survey that it was answered, and not the words of the answer', async () => {
    await as('p-wu').call('hall.open', { sessionId });
    await add(product, sessionId, transferred(SESSION_AT + 14 * DAY));
    await closeAndPublish(product, sessionId);
    const [opened] = (await as('p-wu').call('case.all', {})).cases;
    const caseId = opened?.id ?? '';
    await as('p-ma').call('case.take', { caseId });
    await as('p-xu').call('case.draftReply', { caseId, text: RAW, outcome: 'solved' });
    await product.cloud.clock.set(SESSION_AT + 2 * HOUR);
    await as('p-wu').call('survey.open', { sessionId });
    const { survey } = await as('nobody-we-know').call('survey.get', { sessionId });
    expect(survey?.items).toMatchObject([{ caseId, progress: '部门已答复：已解决。' }]);
  });
});

describe('a case that was merged', () => {
  test('shows its asker the public words of the other, and until there are some only how it was answered', async () => {
    const file = async (who: string) => (await as(who).call('case.submit', form)).caseId;
    const [first, second] = [await file('p-lin'), await file('p-he')];
    await inHand(product, first);
    await as('p-wu').call('case.merge', { caseId: second, intoId: first });
    await as('p-xu').call('case.draftReply', { caseId: first, text: RAW, outcome: 'solved' });
    const read = async () => (await as('p-he').call('case.get', { caseId: second })).mergedInto?.reply;
    expect(await read()).toMatchObject({ text: '部门已答复：已解决。', outcome: 'solved' });
    await as('p-wu').call('case.publish', {
      caseId: first,
      title: '三号楼热水',
      text: '晚上没有热水。',
      reply: '锅炉已检修。',
    });
    expect(await read()).toMatchObject({ text: '锅炉已检修。' });
    await as('p-wu').call('case.unpublish', { caseId: first, reason: '再核对' });
    expect(await read()).toMatchObject({ text: '部门已答复：已解决。' });
  });
});
