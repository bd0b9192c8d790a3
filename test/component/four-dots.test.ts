import { loadComponent } from './load-component';

const render = loadComponent('components/four-dots/four-dots');

test('without steps it is the mark, spoken as the name of the product', () => {
  const { dom } = render();
  expect(dom?.textContent?.replace(/\s/g, '')).toBe('热难堵痛');
});

test('with steps, those behind one are done and the next is where things stand', () => {
  const { dom } = render({ steps: ['预告', '预约', '对话', '通报'], done: 2 });
  const states = [
    ...(dom?.querySelectorAll('.four-dots--steps__step, .main--steps__step, .steps__step') ?? []),
  ].map((step) => /steps__step--(\w+)/.exec(step.className)?.[1]);
  expect(states).toEqual(['done', 'done', 'now', 'next']);
});
