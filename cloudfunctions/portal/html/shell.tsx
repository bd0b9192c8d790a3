import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { addressOf, pathTo } from '../address';
import type { Made } from '../answer';
import { pagePolicy, STYLE } from './style';

/** What a page file gives; everything around it is the same for all. */
export interface Page {
  /** Of the tab and of previews of the link, without the name of the site. */
  title: string;
  /** One sentence for search engines and previews of the link. */
  description: string;
  /** Its lasting address within the portal: /sessions/16 */
  at: string;
  main: ComponentChildren;
  /** 404 and 410 are pages as well. */
  status?: number;
}

const MENU = [
  ['/sessions', '各期对话'],
  ['/commitments', '承诺'],
  ['/cards', '红黄牌'],
  ['/departments', '部门'],
  ['/cases', '公开答复'],
  ['/rules', '规则'],
  ['/search', '搜索'],
] as const;

export const FEEDS = [
  ['/feeds/previews.xml', '活动预告'],
  ['/feeds/minutes.xml', '对话纪要'],
  ['/feeds/results.xml', '满意度结果'],
  ['/feeds/commitments.xml', '承诺办理'],
] as const;

/** Name of the college, as its deployment says it; empty where none is set. */
export const collegeName = (): string => process.env.COLLEGE_NAME ?? '';

const Mark = () => (
  <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    {[
      [10, 10],
      [22, 10],
      [10, 22],
      [22, 22],
    ].map(([x, y]) => (
      <circle key={`${x}-${y}`} cx={x} cy={y} r={4.5} fill="currentColor" />
    ))}
  </svg>
);

/** A whole page: head, way around, its own part, foot. Whatever stands in it is text, and escaped. */
export function madePage(page: Page): Made {
  const html = renderToString(<Shell {...page} />);
  return {
    status: page.status ?? 200,
    type: 'text/html; charset=utf-8',
    body: `<!DOCTYPE html>\n${html}\n`,
    policy: pagePolicy(),
  };
}

/** The tab shows some seventy characters; a title may be longer. */
const short = (title: string) => (title.length > 50 ? `${title.slice(0, 49)}…` : title);

function Shell({ title, description, at, main, status = 200 }: Page) {
  const whole = title === '四点对话' ? title : `${short(title)} · 四点对话`;
  return (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <title>{whole}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content={description} />
        <meta name="format-detection" content="telephone=no" />
        <meta property="og:type" content="website" />
        <meta property="og:site_name" content="四点对话" />
        <meta property="og:locale" content="zh_CN" />
        <meta property="og:title" content={title} />
        <meta property="og:description" content={description} />
        {status === 200 ? (
          <>
            <meta property="og:url" content={addressOf(at)} />
            <link rel="canonical" href={addressOf(at)} />
          </>
        ) : (
          <meta name="robots" content="noindex" />
        )}
        {FEEDS.map(([feed, name]) => (
          <link key={feed} rel="alternate" type="application/atom+xml" title={name} href={pathTo(feed)} />
        ))}
        {/* The style is this repository's own text, with no word of anybody in it. */}
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <a className="skip" href="#main">
          跳到正文
        </a>
        <header className="top">
          <div className="wide">
            <a className="brand" href={pathTo('/')}>
              <Mark />
              四点对话
              {collegeName() && <small>{collegeName()}</small>}
            </a>
            <nav aria-label="栏目">
              <ul className="menu">
                {MENU.map(([to, name]) => (
                  <li key={to}>
                    <a href={pathTo(to)} {...(at.startsWith(to) ? { 'aria-current': 'page' as const } : {})}>
                      {name}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          </div>
        </header>
        <main id="main" className="wide">
          {main}
        </main>
        <footer className="foot">
          <div className="wide">
            <ul>
              {FEEDS.map(([feed, name]) => (
                <li key={feed}>
                  <a href={pathTo(feed)}>订阅{name}</a>
                </li>
              ))}
              <li>
                <a href={pathTo('/data')}>开放数据</a>
              </li>
              <li>
                <a href={pathTo('/brief')}>开场材料</a>
              </li>
              <li>
                <a href={pathTo('/overdue')}>超期诉求公示</a>
              </li>
            </ul>
            <p>这里只有公开的内容，不用登录就能看。提问人的姓名不会出现。</p>
          </div>
        </footer>
      </body>
    </html>
  );
}
