import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { caseContract } from '../contract/case';
import { CASE_LIMITS } from '../core/case/case';
import { HEAD_BYTES, pictureKindOf, withoutMetadata } from '../core/case/picture';
import { DomainError } from '../core/domain-error';
import type { Handler } from '../platform/call/dispatch';
import { addressesOf, copyFiles, copyIds, keepFile, peek, removeFiles } from '../platform/file-store';
import { countTry } from './numbering';
import { noteUploads } from './uploads';

/** Only our own folder, so that nobody attaches (or has us delete) what is not a picture of a case. */
const OURS = /^cloud:\/\/[A-Za-z0-9._-]+\/cases\/[A-Za-z0-9-]{8,64}\.(jpg|jpeg|png|webp|gif)$/;

/**
 * Names the folders of copies. Set it to the same random value for all instances (docs/deploy.md); without it a command
 * that another instance repeats leaves a copy that nothing refers to.
 */
const secret = process.env.CASE_SECRET || randomBytes(32).toString('hex');

const folderOf = (fileId: string) =>
  `kept/${createHmac('sha256', secret).update(`kept:${fileId}`).digest('hex').slice(0, 32)}`;

/**
 * Copies pictures that the phone has uploaded to where the phone cannot write, and looks at the copies: there, of a kind
 * we take by their content, not too large. What is refused is deleted from the store. Answers the ids to be kept. One
 * round trip for the copies, one for the addresses, and one request per picture.
 *
 * @throws DomainError picture_refused with the reason at `pictures.<n>`, storage_unavailable
 */
export async function keepPictures(fileIds: readonly string[]): Promise<string[]> {
  if (fileIds.length === 0) return [];
  const refused = new Map<number, string>();
  fileIds.forEach((fileId, index) => {
    if (!OURS.test(fileId)) refused.set(index, 'picture_foreign');
    else if (fileIds.indexOf(fileId) !== index) refused.set(index, 'picture_twice');
  });
  const own = fileIds.filter((_fileId, index) => !refused.has(index));
  const copies = await copyFiles(own, folderOf);
  const copyOf = (fileId: string) => copies[own.indexOf(fileId)] ?? '';
  const addresses = await addressesOf(copies);
  await Promise.all(
    fileIds.map(async (fileId, index) => {
      if (refused.has(index)) return;
      const url = addresses.get(copyOf(fileId));
      const reason = url === undefined ? 'picture_missing' : await reasonAgainst(url);
      if (reason !== null) refused.set(index, reason);
    }),
  );
  if (refused.size === 0) return copies;
  const bad = fileIds.filter((_fileId, index) =>
    ['picture_type', 'picture_too_large'].includes(refused.get(index) ?? ''),
  );
  await removeFiles(bad.flatMap((fileId) => [fileId, copyOf(fileId)]));
  throw new DomainError(
    'picture_refused',
    Object.fromEntries(Array.from(refused, ([index, reason]) => [`pictures.${index}`, reason])),
  );
}

async function reasonAgainst(url: string): Promise<string | null> {
  const { head, size } = await peek(url, HEAD_BYTES);
  if (size > CASE_LIMITS.pictureMax) return 'picture_too_large';
  return pictureKindOf(head) === null ? 'picture_type' : null;
}

/**
 * The same for what askers bring: the uploads and their copies are noted first, so that what no case comes to hold is
 * removed (case/uploads.ts). One round trip more.
 *
 * @throws DomainError picture_refused, storage_unavailable
 */
export async function keepAskersPictures(fileIds: readonly string[], now: number): Promise<string[]> {
  const ours = fileIds.filter((fileId) => OURS.test(fileId));
  await noteUploads([...ours, ...copyIds(ours, folderOf)], now);
  return keepPictures(fileIds);
}

/**
 * An anonymous picture comes through the function, because storage would record who uploaded it; it loses everything
 * that tells where and with what it was taken.
 *
 * @throws DomainError picture_refused, too_many_requests, storage_unavailable
 */
export const uploadPicture: Handler<(typeof caseContract)['case.uploadPicture']> = {
  may: 'anyone',
  remembers: () => 'without_account',
  inPieces: ({ openid }, now) => countTry(openid, now, 'upload'),
  async run(
    { base64 }: { base64: string },
    { caller, now, requestId },
  ): Promise<z.output<(typeof caseContract)['case.uploadPicture']['output']>> {
    await countTry(caller.openid, now, 'upload');
    const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
    const kind = pictureKindOf(bytes);
    const bare = kind === null ? null : withoutMetadata(bytes);
    if (kind === null || bare === null) throw new DomainError('picture_refused', { base64: 'picture_type' });
    const fileId = await keepFile(`cases/${nameOf(requestId)}.${kind}`, bare);
    await noteUploads([fileId], now);
    return { fileId };
  },
};

/** By the request, so that a repeat keeps one picture; to be told from a phone's own upload by nobody, as a UUID is. */
const nameOf = (requestId: string): string =>
  createHash('sha256')
    .update(`picture:${requestId}`)
    .digest('hex')
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
