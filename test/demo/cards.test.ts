import { loadDemo } from '../../dev/demo/load';
import { DEMO_NOW } from '../../dev/demo/sessions';
import type { Card, CardDetail } from '../../miniprogram/api/dto';
import { type Product, startProduct } from '../cloud';

let product: Product;
let cards: CardDetail[];
beforeAll(async () => {
  product = await startProduct({ isEmpty: true, now: DEMO_NOW });
  await loadDemo(product.cloud);
  const office = product.as('p-wu');
  const listed: Card[] = [];
  for (let cursor: string | undefined; ; ) {
    const { cards: page, next } = await office.call('survey.cards', cursor === undefined ? {} : { cursor });
    listed.push(...page);
    if (next === null) break;
    cursor = next;
  }
  cards = await Promise.all(listed.map(({ id }) => office.call('survey.card', { cardId: id })));
});
afterAll(() => product.stop());

const isOver = (part: number, whole: number, share: number) => part * 100 > whole * share;

test('each card has the colour that the rule gives for its figures', () => {
  const wrong = cards.filter(({ colour, valid, dissatisfied }) => {
    if (dissatisfied === null) return true;
    return colour === 'red'
      ? !isOver(dissatisfied, valid, 50)
      : !isOver(dissatisfied, valid, 30) || isOver(dissatisfied, valid, 50);
  });
  expect(wrong).toEqual([]);
  const rates = cards.map(({ valid, dissatisfied }) => Math.round((100 * (dissatisfied ?? 0)) / valid));
  expect(new Set(rates).size).toBeGreaterThan(10);
});

test('cards before the last survey have been rated again: most passed, some did not', () => {
  const waiting = cards.filter(({ rerated }) => rerated === null);
  expect(cards.filter(({ rerated }) => rerated === 'none').length).toBeGreaterThan(10);
  expect(cards.filter(({ rerated }) => rerated === 'yellow').length).toBeGreaterThan(2);
  expect(waiting.filter(({ givenAt }) => givenAt < Date.parse('2026-11-12'))).toEqual([]);
});

test('one appeal was upheld, one card withdrawn, one appeal waits for the office', () => {
  const appeals = cards.flatMap(({ appeal }) => (appeal ? [appeal.decision] : []));
  expect(appeals.sort()).toEqual([null, 'upheld', 'withdrawn'].sort());
});

test('plans and notes differ, and each event stands at a time of its own', () => {
  const plans = new Set(cards.flatMap(({ planText }) => (planText === '' ? [] : [planText])));
  expect(plans.size).toBeGreaterThan(4);
  const notes = new Set(cards.flatMap((card) => card.notes.map(({ text }) => text)));
  expect(notes.size).toBeGreaterThan(5);
  for (const { history } of cards) {
    const instants = history.map(({ at }) => at);
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    expect(instants.filter((at) => at >= DEMO_NOW)).toEqual([]);
  }
});
