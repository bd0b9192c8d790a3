import { pathTo } from '../address';
import { FEEDS, type Page } from '../html/shell';

const DATA = [
  ['/previews', '预告，新的在前'],
  ['/minutes', '纪要，每个问题带编号'],
  ['/results', '评价结果'],
  ['/data/sessions', '各期目录'],
  ['/data/cards', '红黄牌'],
  ['/data/commitments', '承诺'],
  ['/data/record', '到现在为止的总数'],
] as const;

/** Where programs read the same, and how a page of the college embeds it. */
export const openDataPage = (): Page => ({
  title: '开放数据',
  description: '同样的内容，给程序用：JSON、Atom 订阅和可以嵌入的小页面。',
  at: '/data',
  main: (
    <>
      <h1>开放数据</h1>
      <p className="lead">同样的内容，给程序用。地址长期不变，时间是世界时，编号可以互相对上。</p>
      <h2>JSON</h2>
      <ul className="rows">
        {DATA.map(([to, name]) => (
          <li key={to}>
            <a href={pathTo(to)}>{name}</a>
          </li>
        ))}
      </ul>
      <h2>Atom 订阅</h2>
      <ul className="rows">
        {FEEDS.map(([to, name]) => (
          <li key={to}>
            <a href={pathTo(to)}>{name}</a>
          </li>
        ))}
      </ul>
      <h2>嵌入</h2>
      <p>
        <a href={pathTo('/embed')}>下一期和最近结果的小页面</a>，用 iframe 放进门户，不需要脚本。
      </p>
    </>
  ),
});
