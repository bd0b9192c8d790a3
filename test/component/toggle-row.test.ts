import { heard } from './heard';
import { loadComponent } from './load-component';

const render = loadComponent('components/toggle-row/toggle-row');

test.each([
  [false, true],
  [true, false],
])('a row that is %s asks to become %s, and leaves it to the page', (value, wanted) => {
  const component = render({ label: '活动预告', value });
  const given = heard(component, 'change');
  component.instance.toggle();
  expect(given).toEqual([{ value: wanted }]);
  expect(component.data.value).toBe(value);
});
