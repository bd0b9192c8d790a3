import cloud from 'wx-server-sdk';
import * as z from 'zod';
import { DomainError } from '../core/domain-error';
import { logNotice } from './call/log';

const TIMEOUT_MS = 8000;
const address = z.object({ fileID: z.string(), tempFileURL: z.string() }).loose();
/** At most so many files in one request. */
const BATCH = 50;

/** The store does not answer: nothing is lost, the person may try again. */
function unavailable(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  logNotice('storage_unavailable', { error: error instanceof Error ? error.name : 'unknown' });
  return new DomainError('storage_unavailable');
}

/**
 * Temporary addresses by cloud:// id, good for about two hours; a file that is not there has none. One round trip for
 * up to 50 files.
 *
 * @throws DomainError storage_unavailable
 */
export async function addressesOf(fileIds: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const wanted = [...new Set(fileIds)];
  for (let at = 0; at < wanted.length; at += BATCH) {
    try {
      const answer = await cloud.getTempFileURL({ fileList: wanted.slice(at, at + BATCH) });
      // The SDK's types allow for its callback form, which answers nothing.
      for (const file of answer ? answer.fileList : []) {
        const { data } = address.safeParse(file);
        if (data?.tempFileURL) found.set(data.fileID, data.tempFileURL);
      }
    } catch (error) {
      throw unavailable(error);
    }
  }
  return found;
}

/**
 * The first bytes of a file and its whole size, without fetching the rest. One request to the store.
 *
 * @throws DomainError storage_unavailable
 */
export async function peek(url: string, length: number): Promise<{ head: Uint8Array; size: number }> {
  try {
    const response = await fetch(url, {
      headers: { range: `bytes=0-${length - 1}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    const whole = response.headers.get('content-range')?.split('/')[1];
    const size = Number(whole ?? response.headers.get('content-length') ?? Number.NaN);
    const reader = response.body.getReader();
    const head = new Uint8Array(length);
    let have = 0;
    while (have < length) {
      const { done, value } = await reader.read();
      if (done) break;
      const part = value.subarray(0, length - have);
      head.set(part, have);
      have += part.length;
    }
    // A store that answers the whole file is cut off here.
    await reader.cancel();
    if (!Number.isFinite(size)) throw new Error('no size');
    return { head: head.subarray(0, have), size };
  } catch (error) {
    throw unavailable(error);
  }
}

/** Keeps bytes under a path; answers the cloud:// id. @throws DomainError storage_unavailable */
export async function keepFile(cloudPath: string, bytes: Uint8Array): Promise<string> {
  try {
    const { fileID } = await cloud.uploadFile({ cloudPath, fileContent: Buffer.from(bytes) });
    return fileID;
  } catch (error) {
    throw unavailable(error);
  }
}

/** Removes files; one that is not there is no failure. @throws DomainError storage_unavailable */
export async function removeFiles(fileIds: readonly string[]): Promise<void> {
  for (let at = 0; at < fileIds.length; at += BATCH) {
    try {
      await cloud.deleteFile({ fileList: fileIds.slice(at, at + BATCH) });
    } catch (error) {
      throw unavailable(error);
    }
  }
}
