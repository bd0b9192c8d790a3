import { heard } from './heard';
import { loadComponent } from './load-component';
import { tap } from './tap';

const render = loadComponent('components/case-row/case-row');

test('a case in a list marks what is overdue and opens with its id', async () => {
  const item = {
    id: 'c1',
    title: '三号楼热水时断时续',
    source: '意见建议箱 · 20261123-0042',
    steps: ['提出', '受理', '办理', '答复'],
    step: 3,
    holder: '后勤保障处',
    state: '已超期（应于11月24日答复）',
    isOverdue: true,
    joins: '',
    spoken: '',
  };
  const component = render({ item });
  const row = component.querySelector('.case');
  expect(component.querySelector('.case__title')?.dom?.textContent).toBe(item.title);
  expect(component.querySelector('.danger')?.dom?.textContent).toBe(item.state);
  const given = heard(component, 'open');
  await tap(row);
  expect(given).toEqual([{ value: 'c1' }]);
});
