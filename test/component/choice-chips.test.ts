import { heard } from './heard';
import { loadComponent } from './load-component';
import { tap } from './tap';

const render = loadComponent('components/choice-chips/choice-chips');
const choices = [
  { key: 'speak', label: '我要发言' },
  { key: 'listen', label: '我来旁听' },
];

function rendered() {
  const component = render({ label: '你想', choices, value: 'speak' });
  const given = heard(component, 'change');
  return { component, given, chips: component.querySelectorAll('.chips__chip') };
}

test('one chip for each choice', () => {
  expect(rendered().chips).toHaveLength(2);
});

test('a tap on another chip gives its key', async () => {
  const { chips, given } = rendered();
  await tap(chips[1]);
  expect(given).toEqual([{ value: 'listen' }]);
});

test('a tap on the chosen one gives nothing', async () => {
  const { chips, given } = rendered();
  await tap(chips[0]);
  expect(given).toEqual([]);
});
