import { heard } from './heard';
import { loadComponent } from './load-component';

const render = loadComponent('components/state-view/state-view');

test('it says what is the matter and gives the one thing to do', () => {
  const component = render({
    kind: 'offline',
    heading: '没有网络',
    text: '连上后就能看到。',
    action: '再试一次',
  });
  expect(component.dom?.textContent).toContain('没有网络');
  expect(component.dom?.textContent).toContain('再试一次');
});

test('where there is nothing to do there is no button', () => {
  const component = render({ kind: 'finished', heading: '这里是空的' });
  expect(component.dom?.textContent).not.toContain('再试');
});

test('its action says which state it was, so that the page knows where to go', () => {
  const component = render({ kind: 'missing', heading: '没有找到', action: '回首页' });
  const given = heard(component, 'act');
  const { instance } = component;
  instance.act();
  expect(given).toEqual([{ kind: 'missing' }]);
});
