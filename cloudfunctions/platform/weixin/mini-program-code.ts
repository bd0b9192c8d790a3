import { NO_ANSWER } from '../../core/message/weixin-outcome';
import { callAs } from './access-token';
import { miniProgram } from './account';
import { WeixinFailure } from './weixin-api';

/** In pixels, the smallest that WeChat makes: sharp at a third of a projector's height. */
const WIDTH = 280;

/**
 * A code by which WeChat's own scanner opens a page of the mini program (wxacode.getUnlimited, docs/platform.md,
 * Codes); it never runs out. One request.
 *
 * @param page without a leading slash and without a query
 * @param scene at most 32 characters of ASCII, given to the page as `scene`
 * @returns the picture, PNG or JPEG as WeChat makes it
 * @throws WeixinFailure when WeChat refuses or does not answer
 */
export async function miniProgramCode(page: string, scene: string, now: number): Promise<ArrayBuffer> {
  const body = { page, scene, width: WIDTH, is_hyaline: false };
  const said = await callAs(miniProgram(), '/wxa/getwxacodeunlimit', body, now);
  if (!(said instanceof ArrayBuffer)) throw new WeixinFailure(NO_ANSWER);
  return said;
}
