import { settings } from '../settings';
import { type Call, Refusal, textOption, withCallbacks } from './call';
import { fileBlob } from './files';
import { send } from './network';

/** WeChat gives up on a function after this long, whatever its own limit. */
const callTimeoutMs = 60_000;

async function json(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = await response.json();
  if (typeof body !== 'object' || body === null) throw new Refusal('-404011 cloud function execution error');
  return { ...body };
}

/** The cloud's refusal in the shape of wx.cloud: `errCode` negative, `errMsg` with the reason. */
function refuse(error: unknown): never {
  const code = typeof error === 'object' && error !== null && 'errCode' in error ? Number(error.errCode) : -1;
  const message =
    typeof error === 'object' && error !== null && 'errMsg' in error ? String(error.errMsg) : String(error);
  throw new Refusal(`errCode: ${code} | errMsg: ${message}`, code);
}

async function post(path: string, body: unknown): Promise<Record<string, unknown>> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const answer = await json(await send(path, init, callTimeoutMs));
  if (answer.error !== undefined) refuse(answer.error);
  return answer;
}

const calls: Record<string, Call> = {
  callFunction: async (options) => {
    const name = textOption(options, 'name');
    const { result } = await post('/call', { name, data: options.data ?? {}, openid: settings.openid });
    return { result, requestID: '' };
  },
  uploadFile: async (options) => {
    const form = new FormData();
    form.set('cloudPath', textOption(options, 'cloudPath'));
    form.set('openid', settings.openid);
    form.set('file', fileBlob(textOption(options, 'filePath')));
    const answer = await json(await send('/upload', { method: 'POST', body: form }, callTimeoutMs));
    if (answer.error !== undefined) refuse(answer.error);
    return { fileID: answer.fileID, statusCode: 200 };
  },
  getTempFileURL: async (options) => {
    const wanted = Array.isArray(options.fileList) ? options.fileList : [];
    const fileList = wanted.map((item: unknown) => {
      const fileID =
        typeof item === 'object' && item !== null && 'fileID' in item ? String(item.fileID) : String(item);
      return { fileID, tempFileURL: cloudFileUrl(fileID), status: 0, errMsg: 'ok' };
    });
    return { fileList };
  },
};

/** Address of a stored file: `cloud://env.bucket/path` lies below /storage on the cloud's origin. */
export const cloudFileUrl = (fileId: string): string =>
  `${location.origin}/storage/${fileId.replace(/^cloud:\/\/[^/]+\//, '')}`;

export const cloud = {
  init: (): void => undefined,
  ...Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [name, withCallbacks(`cloud.${name}`, call)]),
  ),
  database: (): never => {
    throw new Error('wx.cloud.database: clients never touch the database; all collections are ADMINONLY');
  },
};
