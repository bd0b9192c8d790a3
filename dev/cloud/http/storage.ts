import { CloudError } from '../errors';
import type { State } from '../state';
import { passing } from '../wire/between';
import { fieldsOf, readMultipart } from '../wire/multipart';
import { readBytes, send, sendJson } from './body';
import { errCodeOf } from './calls';
import type { Route } from './server';

const maxFileBytes = 50 * 1024 * 1024;

/** Uploads and downloads of the SDK (storage URLs come from the cloud's own answers), and the phone's uploads. */
export function storageRoute(state: State): Route {
  const { files } = state;
  return async (request, response, url) => {
    if (url.pathname === '/upload' && request.method === 'POST') {
      try {
        const parts = readMultipart(
          request.headers['content-type'] ?? '',
          await readBytes(request, maxFileBytes),
        );
        const file = parts.find((part) => part.name === 'file');
        const { cloudPath, openid = '' } = fieldsOf(parts);
        if (!file || cloudPath === undefined)
          throw new CloudError('INVALID_PARAM', 'an upload has cloudPath and file');
        sendJson(response, { fileID: await files.upload(cloudPath, file.bytes, openid) });
      } catch (error) {
        if (!(error instanceof CloudError)) throw error;
        sendJson(response, {
          error: { errCode: errCodeOf(error), errMsg: `cloud.uploadFile:fail ${error.message}` },
        });
      }
      return true;
    }
    if (!url.pathname.startsWith('/storage/')) return false;
    const name = decodeURIComponent(url.pathname.slice('/storage/'.length));
    try {
      if (request.method === 'PUT') {
        const bytes = await readBytes(request, maxFileBytes);
        await passing(state, 'storage.put', () => files.accept(name, request.headers.authorization, bytes));
        send(response, 200, {}, '');
      } else {
        const asked = (field: string) => url.searchParams.get(field);
        const bytes = await files.get(name, asked('until'), asked('sign'), asked('openid'));
        send(response, 200, { 'content-type': typeOf(bytes) }, bytes);
      }
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      const status = error.code === 'STORAGE_FILE_NONEXIST' ? 404 : 403;
      const xml = `<?xml version='1.0' encoding='utf-8' ?><Error><Code>${error.code}</Code><Message>${error.message}</Message><RequestId>local</RequestId><TraceId>local</TraceId></Error>`;
      // The SDK reads the refusal of an upload from the body, whatever the status.
      send(response, request.method === 'PUT' ? 200 : status, { 'content-type': 'application/xml' }, xml);
    }
    return true;
  };
}

/** By content, so that a picture shows in an image element whatever its name. */
function typeOf(bytes: Buffer): string {
  const head = bytes.subarray(0, 12).toString('latin1');
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('\x89PNG')) return 'image/png';
  if (head.startsWith('GIF8')) return 'image/gif';
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'image/webp';
  return 'application/octet-stream';
}
