import { heard } from './heard';
import { loadComponent } from './load-component';

Object.assign(globalThis, { getApp: () => ({ globalData: { typeScale: 1.4 } }) });
const render = loadComponent('components/page-frame/page-frame');

test('every size on the page multiplies with the person’s type size', () => {
  expect(render().dom?.innerHTML).toContain('--s: 1.4');
});

test('while nothing has come for 300 ms the page shows its shape, and says so to a screen reader', () => {
  expect(
    render({ phase: 'skeleton', skeleton: [1, 1] }).dom?.querySelector('[class*="skeleton"]'),
  ).toBeTruthy();
  expect(render({ phase: 'waiting' }).dom?.querySelector('[class*="skeleton"]')).toBeNull();
});

test('what is old says from when it is', () => {
  expect(render({ phase: 'ready', staleSince: '5 分钟前' }).dom?.textContent).toContain('这是5 分钟前的内容');
  expect(render({ phase: 'ready', staleSince: '' }).dom?.textContent).not.toContain('没有网络');
});

test('trouble takes the place of the content, and trying again is up to the page', () => {
  const trouble = { kind: 'offline', title: '没有网络', text: '连上后就能看到。', action: '再试一次' };
  const component = render({ phase: 'trouble', trouble });
  expect(component.dom?.textContent).toContain('没有网络');
  const retries = heard(component, 'retry');
  component.instance.act({ detail: { kind: 'offline' } });
  expect(retries).toHaveLength(1);
});
