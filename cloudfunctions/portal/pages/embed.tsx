import { renderToString } from 'preact-render-to-string';
import { comingOf } from '../../core/session/coming';
import { addressOf, pathTo } from '../address';
import type { Made } from '../answer';
import { Day, Moment } from '../html/parts';
import { pagePolicy, STYLE } from '../html/style';
import { sessionsFrom } from '../public';

/** For a frame in the campus portal: the next session and the last one that was announced. Links open outside it. */
export async function embedPage(): Promise<Made> {
  const sessions = (await sessionsFrom())?.sessions ?? [];
  const now = Date.now();
  const next = comingOf(sessions, now);
  const last = sessions.find(({ status }) => status === 'announced');
  const html = renderToString(
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <title>四点对话</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <base target="_top" />
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <main className="sheet">
          <h1>
            <a href={pathTo('/')}>四点对话</a>
          </h1>
          {next?.status === 'cancelled' ? (
            <p className="danger">
              第 {next.number} 期已取消，原定 <Moment at={next.startsAt} />。
              <a href={pathTo(`/sessions/${next.number}`)}>看原因</a>
            </p>
          ) : next ? (
            <p>
              第 {next.number} 期，
              <Moment at={next.startsAt} />，{next.venue}。
              <a href={pathTo(`/sessions/${next.number}`)}>
                {next.status === 'live' ? '正在进行' : '预告和预约'}
              </a>
            </p>
          ) : (
            <p className="soft">下一期的预告还没有发布。</p>
          )}
          {last && (
            <p>
              第 {last.number} 期（
              <Day at={last.startsAt} />
              ）结果已通报。
              <a href={pathTo(`/sessions/${last.number}`)}>看答复和评价</a>
            </p>
          )}
        </main>
      </body>
    </html>,
  );
  return {
    status: 200,
    type: 'text/html; charset=utf-8',
    body: `<!DOCTYPE html>\n${html}\n`,
    policy: pagePolicy('*'),
  };
}

/** The same for portals that would rather write one line of script than a frame: it puts the frame where it stands. */
export function embedScript(): Made {
  return {
    status: 200,
    type: 'text/javascript; charset=utf-8',
    body: `(function(){var s=document.currentScript,f=document.createElement('iframe');f.src=${JSON.stringify(addressOf('/embed'))};f.title='四点对话';f.loading='lazy';f.style.cssText='width:100%;border:0;height:'+((s&&s.getAttribute('data-height'))||'260')+'px';s&&s.parentNode&&s.parentNode.insertBefore(f,s);})();\n`,
  };
}
