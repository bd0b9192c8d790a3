import { render } from 'preact-render-to-string';
import { PlainHead } from '../html/parts';

/** The page of the wall: empty until its script draws it. `folder` leads from its address to script and style. */
export const wallPage = (folder: string): string =>
  `<!doctype html>${render(
    <html lang="zh-CN">
      <PlainHead title="四点对话 · 大屏">
        <link rel="stylesheet" href={`${folder}wall.css`} />
        <script src={`${folder}wall.js`} defer />
      </PlainHead>
      <body>
        <div id="wall">
          <noscript>大屏需要浏览器允许脚本。</noscript>
        </div>
      </body>
    </html>,
  )}`;

/** For who scans the code of the door with something else than WeChat. */
export const scannedPage = (): string =>
  `<!doctype html>${render(
    <html lang="zh-CN">
      <PlainHead title="四点对话 · 签到" />
      <body>
        <h1>请用微信签到</h1>
        <p>打开微信，用“扫一扫”对准会场大屏上的二维码。</p>
        <p>也可以在微信打开“四点对话”小程序，点首页“扫码签到”，或到签到台登记。</p>
      </body>
    </html>,
  )}`;
