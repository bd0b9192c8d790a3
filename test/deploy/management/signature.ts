import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Refused } from './refused';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const FORM =
  /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d{2}-\d{2})\/([a-z]+)\/tc3_request, SignedHeaders=content-type;host, Signature=([0-9a-f]{64})$/;
const MOST_SKEW_S = 300;

const header = (headers: IncomingHttpHeaders, name: string): string => {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
};

/**
 * Checks a signature as Tencent Cloud's documentation of TC3-HMAC-SHA256 describes it.
 *
 * @throws Refused with the documented codes
 */
export function checkSignature(
  { headers, body, service }: { headers: IncomingHttpHeaders; body: string; service: string },
  { secretId, secretKey, now }: { secretId: string; secretKey: string; now: number },
): void {
  const parts = FORM.exec(header(headers, 'authorization'));
  if (!parts) throw new Refused('AuthFailure.InvalidAuthorization', 'The Authorization header is malformed.');
  const [, id = '', date = '', signedService = '', signature = ''] = parts;
  if (id !== secretId)
    throw new Refused(
      'AuthFailure.SecretIdNotFound',
      'The SecretId is not found, please ensure it is correct.',
    );
  const timestamp = Number(header(headers, 'x-tc-timestamp'));
  if (!(Math.abs(now / 1000 - timestamp) <= MOST_SKEW_S))
    throw new Refused('AuthFailure.SignatureExpire', 'Timestamp is expired.');
  const host = header(headers, 'host').replace(/:\d+$/, '');
  const signed = `content-type:${header(headers, 'content-type')}\nhost:${host}\n`;
  const request = ['POST', '/', '', signed, 'content-type;host', hash(body)].join('\n');
  const scope = `${date}/${service}/tc3_request`;
  const text = ['TC3-HMAC-SHA256', String(timestamp), scope, hash(request)].join('\n');
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request');
  const expected = hmac(key, text);
  const isDay = new Date(timestamp * 1000).toISOString().startsWith(date);
  if (!isDay || signedService !== service || !timingSafeEqual(expected, Buffer.from(signature, 'hex')))
    throw new Refused(
      'AuthFailure.SignatureFailure',
      'The provided credentials could not be validated. Please check your signature is correct.',
    );
}
