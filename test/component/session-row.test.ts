import { heard } from './heard';
import { loadComponent } from './load-component';
import { tap } from './tap';

const render = loadComponent('components/session-row/session-row');

test('a session in a list opens with its id', async () => {
  const session = {
    id: 'session-15',
    title: '第 15 期',
    status: '结果已通报',
    exact: '2026年11月5日',
    steps: [],
    step: 4,
  };
  const component = render({ session });
  const given = heard(component, 'open');
  await tap(component.querySelector('.session'));
  expect(given).toEqual([{ value: 'session-15' }]);
});
