import { heard } from './heard';
import { loadComponent } from './load-component';

const render = loadComponent('components/session-preview/session-preview');
const session = {
  title: '第 16 期',
  status: '预约中',
  when: '下周四 16:00',
  exact: '2026年12月3日 周四 16:00',
  place: '图书馆报告厅',
  chair: '党委书记 郑国栋 主持',
  steps: ['预告', '预约', '对话', '通报'],
  step: 1,
  remarks: ['日期调整：国庆假期'],
  topics: ['宿舍热水'],
  attendees: [{ key: '0', name: '徐立峰', title: '后勤保障处处长' }],
  notes: '',
  articleUrl: 'https://mp.weixin.qq.com/s/1',
  articleTitle: '第16期四点对话预告',
};

test('the preview says who answers, what about, and why the date is off the rule', () => {
  const text = render({ session }).dom?.textContent ?? '';
  for (const words of ['徐立峰', '宿舍热水', '日期调整：国庆假期', '第16期四点对话预告'])
    expect(text).toContain(words);
});

test('parts that are not known yet leave no empty headings', () => {
  const bare = { ...session, topics: [], attendees: [], articleUrl: '', remarks: [] };
  const text = render({ session: bare }).dom?.textContent ?? '';
  for (const heading of ['现场答复人员', '本期话题', '说明', '官微预告']) expect(text).not.toContain(heading);
});

test('the article is given to the page with its address', () => {
  const component = render({ session });
  const given = heard(component, 'article');
  component.instance.openArticle();
  expect(given).toEqual([{ value: 'https://mp.weixin.qq.com/s/1' }]);
});
