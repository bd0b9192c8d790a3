import { loadComponent } from './load-component';
import { tap } from './tap';

const render = loadComponent('components/moment-text/moment-text');

test('a tap shows the exact time, another the words again', async () => {
  const component = render({ words: '下周四 16:00', exact: '2026年12月3日 周四 16:00' });
  const text = () => component.dom?.textContent?.trim();
  expect(text()).toBe('下周四 16:00');
  await tap(component.querySelector('.moment'));
  expect(text()).toBe('2026年12月3日 周四 16:00');
  await tap(component.querySelector('.moment'));
  expect(text()).toBe('下周四 16:00');
});
