import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { Clock } from '../clock';
import { read } from '../database/request';
import { CloudError } from '../errors';
import type { Records } from '../records';
import type { StorageRule } from '../store/schema';

const prefix = 'cloud://local.6c6f-local/';
const defaultAgeSeconds = 7200;

const uploadBody = z.object({ path: z.string() });
const urlBody = z.object({
  file_list: z.array(z.object({ fileid: z.string(), max_age: z.number().optional() })).max(50),
});
const copyBody = z.object({
  file_list: z
    .array(z.object({ src_path: z.string(), dst_path: z.string(), overwrite: z.boolean().optional() }))
    .max(50),
});
const fileRecord = z.object({ owner: z.string().nullable().default(null) });
const deleteBody = z.object({ fileid_list: z.array(z.string()).max(50) });

type Operation = (body: unknown) => Promise<Record<string, unknown>>;

/**
 * Cloud storage: bytes in the data folder, names in its database. Whoever made a file owns it: an account of a phone, or
 * nobody where a function made it. Functions may do everything.
 */
export class Files {
  private readonly directory: string;
  private readonly secret: Buffer;
  private readonly tickets = new Map<string, string>();

  constructor(
    dataDir: string,
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly base: string,
    private readonly rule: StorageRule,
  ) {
    this.directory = path.join(dataDir, 'files');
    mkdirSync(this.directory, { recursive: true });
    this.secret = randomBytes(32);
  }

  readonly operations: Record<string, Operation> = {
    'storage.getUploadMetadata': async (body) => {
      const name = checkedPath(read(uploadBody, body).path);
      const ticket = randomBytes(16).toString('hex');
      this.tickets.set(ticket, name);
      const fileId = `${prefix}${name}`;
      return {
        data: {
          url: this.urlOf(name),
          token: ticket,
          authorization: ticket,
          fileId,
          cosFileId: Buffer.from(fileId).toString('base64'),
        },
      };
    },
    'storage.batchGetDownloadUrl': async (body) => {
      const list = read(urlBody, body).file_list.map(({ fileid, max_age: age = defaultAgeSeconds }) => {
        const name = this.nameOf(fileid);
        if (name === undefined)
          return { code: 'STORAGE_FILE_NONEXIST', fileID: fileid, fileid, tempFileURL: '', maxAge: age };
        const until = this.clock.now() + age * 1000;
        const isPublic = this.rule === 'READONLY';
        const signed = isPublic ? '' : `?until=${until}&sign=${this.sign(name, until)}`;
        // Not percent-encoded: the SDK encodes the address once more before it downloads.
        const url = `${this.base}/storage/${name}${signed}`;
        return { code: 'SUCCESS', fileID: fileid, fileid, tempFileURL: url, download_url: url, maxAge: age };
      });
      return { data: { download_list: list } };
    },
    'storage.batchCopyFile': async (body) => {
      const list = await Promise.all(
        read(copyBody, body).file_list.map(async ({ src_path: from, dst_path: to, overwrite = true }) => {
          if (this.records.get('file', from) === undefined)
            return { code: 'STORAGE_FILE_NONEXIST', message: `there is no file ${from}`, fileId: '' };
          if (!overwrite && this.records.get('file', to) !== undefined)
            return { code: 'STORAGE_REQUEST_FAIL', message: `there is a file ${to}`, fileId: '' };
          return { code: 'SUCCESS', fileId: await this.put(to, await readFile(this.fileOf(from))) };
        }),
      );
      return { data: { copy_list: list } };
    },
    'storage.batchDeleteFile': async (body) => {
      const list = await Promise.all(
        read(deleteBody, body).fileid_list.map(async (fileid) => {
          const name = this.nameOf(fileid);
          if (name === undefined) return { code: 'STORAGE_FILE_NONEXIST', fileID: fileid, fileid };
          await this.remove(name);
          return { code: 'SUCCESS', fileID: fileid, fileid };
        }),
      );
      return { data: { delete_list: list } };
    },
  };

  /** Takes an upload that was announced. @throws CloudError STORAGE_SIGN_PARAM_INVALID */
  async accept(name: string, authorization: string | undefined, bytes: Buffer): Promise<void> {
    if (authorization === undefined || this.tickets.get(authorization) !== name) {
      throw new CloudError('STORAGE_SIGN_PARAM_INVALID', 'the upload was not announced');
    }
    this.tickets.delete(authorization);
    await this.put(name, bytes);
  }

  /** A phone's upload. @throws CloudError STORAGE_EXCEED_AUTHORITY over a file that is not its own */
  async upload(name: string, bytes: Buffer, openid: string): Promise<string> {
    const isTaken = this.records.get('file', name) !== undefined;
    if (isTaken && this.ownerOf(name) !== openid) throw notAllowed(name);
    return this.put(name, bytes, openid);
  }

  /**
   * The bytes are on the disk before the name is: a crash leaves no name without its file. Whether a function that writes
   * over a file takes it away from its owner is not documented; here it does not.
   */
  async put(name: string, bytes: Buffer, owner: string | null = null): Promise<string> {
    const checked = checkedPath(name);
    const isNew = this.records.get('file', checked) === undefined;
    const file = this.fileOf(checked);
    const draft = `${file}.${randomBytes(4).toString('hex')}`;
    const handle = await open(draft, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
    this.records.put('file', checked, {
      size: bytes.length,
      at: this.clock.now(),
      owner: isNew ? owner : this.ownerOf(checked),
    });
    await this.records.durable();
    return `${prefix}${checked}`;
  }

  /**
   * @param sign of a temporary address; null for direct access, by a phone's own account or by nobody
   * @throws CloudError STORAGE_FILE_NONEXIST, STORAGE_SIGN_PARAM_INVALID when the address is forged or too old,
   * STORAGE_EXCEED_AUTHORITY when the rule does not let this account read it
   */
  async get(
    name: string,
    until: string | null,
    sign: string | null,
    openid: string | null = null,
  ): Promise<Buffer> {
    if (sign !== null || until !== null) {
      if (sign !== this.sign(name, Number(until)) || Number(until) < this.clock.now()) {
        throw new CloudError('STORAGE_SIGN_PARAM_INVALID', 'the temporary address is not valid any more');
      }
    }
    if (!this.has(name)) throw new CloudError('STORAGE_FILE_NONEXIST', `there is no file ${name}`);
    const isOwn = openid !== null && this.ownerOf(name) === openid;
    if (sign === null && this.rule === 'PRIVATE' && !isOwn) throw notAllowed(name);
    return readFile(this.fileOf(name));
  }

  has(name: string): boolean {
    return this.records.get('file', name) !== undefined;
  }

  private ownerOf(name: string): string | null {
    return fileRecord.safeParse(this.records.get('file', name)).data?.owner ?? null;
  }

  private async remove(name: string): Promise<void> {
    this.records.remove('file', name);
    await this.records.durable();
    await rm(this.fileOf(name), { force: true });
  }

  private nameOf(fileId: string): string | undefined {
    const name = fileId.startsWith(prefix) ? fileId.slice(prefix.length) : undefined;
    return name !== undefined && this.records.get('file', name) !== undefined ? name : undefined;
  }

  private fileOf(name: string): string {
    return path.join(this.directory, createHash('sha256').update(name).digest('hex'));
  }

  private urlOf(name: string): string {
    return `${this.base}/storage/${name.split('/').map(encodeURIComponent).join('/')}`;
  }

  private sign(name: string, until: number): string {
    return createHmac('sha256', this.secret).update(`${until} ${name}`).digest('hex');
  }
}

const notAllowed = (name: string) =>
  new CloudError('STORAGE_EXCEED_AUTHORITY', `storage permission denied: ${name}`);

function checkedPath(name: string): string {
  const isFine =
    name.length > 0 &&
    Buffer.byteLength(name) <= 850 &&
    !name.startsWith('/') &&
    !/[?#%]|\p{Cc}|\/\/|(^|\/)\.\.?(\/|$)/u.test(name);
  if (!isFine) throw new CloudError('INVALID_PARAM', `not a cloud path: ${JSON.stringify(name)}`);
  return name;
}
