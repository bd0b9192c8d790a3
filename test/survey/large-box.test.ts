import { type Product, startProduct } from '../cloud';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ liveTimers: false });
});
afterAll(() => product.stop());

test('a question that three thousand rated comes in several answers, which joined are its text', async () => {
  const ballots = Array.from({ length: 3000 }, (_none, n) => [`serial-${n}`, 's'.repeat(342)]);
  const slot = {
    slot: 0,
    questionId: 'q',
    departmentId: 'd',
    isDue: true,
    publicKey: 'k',
    ballots,
    ratings: {},
  };
  const whole = { survey: 'survey-1', version: 1, parts: 2, digest: 'x' };
  await product.cloud.seed('surveys', [{ _id: 'survey-1', resultVersion: 1 }]);
  await product.cloud.seed('sealed_boxes', [{ _id: 'survey-1.v1:0', ...whole, part: 1, head: null, slot }]);
  await product.cloud.seed('people', [
    {
      _id: 'p-observer',
      openid: 'o-observer',
      number: 'O1',
      name: '观察员',
      kind: 'staff',
      unit: '信息工程系',
      roles: [{ role: 'observer' }],
      hasLeft: false,
      absentFrom: null,
    },
  ]);
  let text = '';
  let answers = 0;
  for (let from: number | null = 0; from !== null; answers++) {
    const said: { text: string; next: number | null } = await product
      .as('o-observer')
      .call('survey.sealedBox', { survey: 'survey-1', part: 1, from });
    text += said.text;
    from = said.next;
  }
  expect(answers).toBeGreaterThan(3);
  expect(JSON.parse(text.slice(0, -2))).toEqual(slot);
});
