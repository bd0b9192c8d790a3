import type { Product } from '../cloud';
import { step } from '../story';
import { add, closeAndPublish, question, startThursday } from '../survey/thursday';

// Minutes and results become drafts of the official account as the preview does: of what is public, and not before.

const SECRETS = {
  OA_APP_ID: 'wx-college',
  OA_APP_SECRET: 'secret-of-the-college',
  MP_APP_ID: 'wx0123456789abcdef',
};
let product: Product;
let sessionId: string;
const office = () => product.as('p-wu');
const push = (what: 'preview' | 'minutes' | 'results', requestId?: string) =>
  office().call('session.pushDraft', { sessionId, what }, requestId);
const told = async () => (await office().call('session.articles', { sessionId })).drafts;
const contentOf = (mediaId: string) =>
  product.cloud.weixin.account.drafts.find((draft) => draft.mediaId === mediaId)?.articles[0];

const started = step(
  'before the minutes are out they cannot be pushed, which is told before',
  [],
  async () => {
    ({ product, sessionId } = await startThursday({ hasKeys: true, env: SECRETS }));
    product.cloud.weixin.account.isLinked = true;
    expect((await told()).map(({ what, isReady }) => [what, isReady])).toEqual([
      ['preview', true],
      ['minutes', false],
      ['results', false],
    ]);
    for (const what of ['minutes', 'results'] as const)
      await expect(push(what)).rejects.toMatchObject({ code: 'wrong_stage' });
  },
);
afterAll(() => product?.stop());

step(
  'published minutes become a draft that leads to the minutes, once for one request',
  [started],
  async () => {
    await office().call('hall.open', { sessionId });
    await add(product, sessionId, question({ title: '操场照明' }));
    await closeAndPublish(product, sessionId);
    const [, minutes] = await told();
    expect(minutes).toMatchObject({ isReady: true, left: 0 });
    const { mediaId } = await push('minutes', 'push-minutes-0001');
    expect(await push('minutes', 'push-minutes-0001')).toEqual({ mediaId });
    const article = contentOf(mediaId);
    expect(article).toMatchObject({
      title: '第1期“四点”对话纪要',
      content: expect.stringContaining(
        `data-miniprogram-path="packages/dialogue/minutes/minutes?id=${sessionId}"`,
      ),
    });
    expect(article?.content).toContain('操场照明');
    expect(article?.content.length).toBe(minutes?.characters);
  },
);

step('whoever is not of the office pushes nothing', [started], async () => {
  await expect(
    product.as('p-lin').call('session.pushDraft', { sessionId, what: 'minutes' }),
  ).rejects.toMatchObject({ code: 'not_allowed' });
});
