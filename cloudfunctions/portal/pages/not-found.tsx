import { pathTo } from '../address';
import type { Page } from '../html/shell';

/** For an address that never was, and for one whose words are public no more. */
export const notFoundPage = (): Page => ({
  title: '没有这一页',
  description: '这个地址没有公开的内容。',
  at: '/404',
  status: 404,
  main: (
    <>
      <h1>没有这一页</h1>
      <p>地址写错了，或者这里的内容没有公开、已经收回。</p>
      <p>
        <a href={pathTo('/')}>回到首页</a>，或者<a href={pathTo('/search')}>搜索</a>
      </p>
    </>
  ),
});
