import nodeSdk from '@cloudbase/node-sdk';
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

/** For pictures on a page that stays open, and for WeChat, which takes up to half an hour to look at one. */
const ADDRESS_LIFE_S = 2 * 60 * 60;

/**
 * Temporary addresses by cloud:// id, good for `lifeSeconds`: they end only because the rule of the storage is private
 * (database/storage.json). A file that is not there has none. One round trip for up to 50 files.
 *
 * @throws DomainError storage_unavailable
 */
export async function addressesOf(
  fileIds: readonly string[],
  lifeSeconds = ADDRESS_LIFE_S,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const wanted = [...new Set(fileIds)];
  for (let at = 0; at < wanted.length; at += BATCH) {
    try {
      const fileList = wanted.slice(at, at + BATCH).map((fileID) => ({ fileID, maxAge: lifeSeconds }));
      const answer = await cloud.getTempFileURL({ fileList });
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

/** The path in the storage, without environment and bucket. */
const pathOf = (fileId: string) => fileId.replace(/^cloud:\/\/[^/]+\//, '');

/** Where the copy of a file lies. The service wants the name of the file to stay. */
function copyOf(fileId: string, folderOf: (fileId: string) => string) {
  const srcPath = pathOf(fileId);
  const dstPath = `${folderOf(fileId)}/${srcPath.slice(srcPath.lastIndexOf('/') + 1)}`;
  return { srcPath, dstPath, id: fileId.slice(0, -srcPath.length) + dstPath };
}

/** The ids that `copyFiles` answers, before anything is copied. */
export const copyIds = (fileIds: readonly string[], folderOf: (fileId: string) => string): string[] =>
  fileIds.map((fileId) => copyOf(fileId, folderOf).id);

/**
 * Copies a phone's uploads into a folder each that only functions know, so that whoever uploaded them cannot change what
 * has been looked at. A copy that is there already stays as it is. Answers the ids of the copies; a file that is not
 * there has none behind its id. One round trip.
 *
 * @throws DomainError storage_unavailable
 */
export async function copyFiles(
  fileIds: readonly string[],
  folderOf: (fileId: string) => string,
): Promise<string[]> {
  const copies = fileIds.map((fileId) => copyOf(fileId, folderOf));
  try {
    if (copies.length > 0)
      await nodeStorage().copyFile({
        fileList: copies.map(({ srcPath, dstPath }) => ({ srcPath, dstPath, overwrite: false })),
      });
  } catch (error) {
    throw unavailable(error);
  }
  return copies.map(({ id }) => id);
}

/** wx-server-sdk cannot copy; the other SDK reaches the same storage. */
let nodeApp: ReturnType<typeof nodeSdk.init> | undefined;
function nodeStorage() {
  nodeApp ??= nodeSdk.init({ env: process.env.TCB_ENV });
  return nodeApp;
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
