import { addressOf, hasDomain, pathTo } from '../address';
import { CalledOff } from '../html/called-off';
import { Code, Moment } from '../html/parts';
import type { Page } from '../html/shell';
import { sessionOf } from '../public';

/** Where the code on posters leads: WeChat turns it into the booking form, any other reader shows this page. */
export const bookPath = (number: number): string => `/book/${number}`;

/**
 * Opens the form from a browser of a phone: the plain scheme of WeChat, which needs no server interface and whose path
 * the college declares once (小程序后台 → 明文 scheme). Empty where the app's id is not known.
 */
const schemeTo = (sessionId: string): string => {
  const app = process.env.MP_APP_ID ?? '';
  const query = encodeURIComponent(`id=${sessionId}`);
  return app && `weixin://dl/business/?appid=${app}&path=pages/booking/booking&query=${query}`;
};

/** The ways into the booking form of one session. */
export async function bookPage(number: number): Promise<Page | null> {
  const found = await sessionOf(`session-${number}`);
  if (!found) return null;
  const { id, startsAt, venue, status, bookingUntil, calledOffReason } = found.session;
  const isBookable = status === 'previewed' && Date.now() < bookingUntil;
  const scheme = schemeTo(id);
  return {
    title: `预约第 ${number} 期`,
    description: `第 ${number} 期四点对话的预约入口。`,
    at: bookPath(number),
    main: (
      <>
        <h1>预约第 {number} 期</h1>
        {status === 'cancelled' ? (
          <CalledOff startsAt={startsAt} reason={calledOffReason} />
        ) : (
          <p className="lead">
            <Moment at={startsAt} />，{venue}
          </p>
        )}
        {status === 'cancelled' ? null : isBookable ? (
          <>
            <p>
              预约截止 <Moment at={bookingUntil} />
              。发言的人写下想问的问题；旁听不用写，不预约也可以直接来。
            </p>
            {scheme && (
              <p>
                <a className="button" href={scheme}>
                  在手机上打开微信预约
                </a>
              </p>
            )}
            {hasDomain() && (
              <div className="sheet code">
                <Code text={addressOf(bookPath(number))} name="预约用的二维码" />
                <p className="faint">微信扫一扫</p>
              </div>
            )}
            <p className="soft">也可以在微信里搜索小程序“四点对话”。</p>
          </>
        ) : (
          <p>{status === 'live' ? '本期正在进行，不用预约也能来。' : '本期现在不能预约。'}</p>
        )}
        <p>
          <a href={pathTo(`/sessions/${number}`)}>回到第 {number} 期</a>
        </p>
      </>
    ),
  };
}
