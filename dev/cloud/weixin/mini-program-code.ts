import { encode } from 'uqr';
import * as z from 'zod';
import { pngOf } from './png';
import { Refusal } from './refusal';

const parameters = z.object({
  scene: z.string(),
  page: z.string().optional(),
  width: z.number().int().min(280).max(1280).default(430),
  check_path: z.boolean().optional(),
  env_version: z.enum(['release', 'trial', 'develop']).optional(),
});

/** What the code says; a phone that scans it opens the page with `scene` in its query. */
export function codeText(page: string, scene: string): string {
  return `https://mp.weixin.qq.com/a/local?page=${encodeURIComponent(page)}&scene=${encodeURIComponent(scene)}`;
}

/**
 * wxacode.getUnlimited: a PNG. The round mini program code is WeChat's own, so the double draws a QR code.
 * @throws Refusal 40169 scene, 41030 page, 47001 other arguments
 */
export function unlimitedCode(given: Record<string, unknown>): Buffer {
  if (typeof given.scene !== 'string' || !/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/.test(given.scene)) {
    throw new Refusal(40169, 'invalid length for scene, or the data is not json string');
  }
  const parsed = parameters.safeParse(given);
  if (!parsed.success)
    throw new Refusal(47001, `data format error: ${parsed.error.issues[0]?.path.join('.')}`);
  const { page = '', scene, width } = parsed.data;
  if (page.startsWith('/') || page.includes('?'))
    throw new Refusal(41030, 'invalid page: no leading slash and no query');
  const { data, size } = encode(codeText(page, scene), { ecc: 'M', border: 2 });
  return pngOf(data, Math.max(1, Math.floor(width / size)));
}
