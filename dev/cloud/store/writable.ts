import * as z from 'zod';
import { StartError } from '../errors';

/** Of the operating system and of SQLite: the place is read-only, is no folder, belongs to somebody else, or is full. */
const UNWRITABLE =
  /^(EROFS|EACCES|EPERM|ENOTDIR|EEXIST|ENOSPC|EDQUOT|SQLITE_(READONLY|CANTOPEN|FULL|PERM)(_\w+)?)$/;
/** SQLite says some of it in words only. */
const IN_WORDS = /unable to open (connection to local )?database|readonly database|database or disk is full/i;

// By its fields: what the runtime throws is of another realm than a test, so `instanceof` does not know it.
const failure = z.object({ code: z.string().catch(''), message: z.string().catch('') });

export function isUnwritable(error: unknown): boolean {
  const { code, message } = failure.catch({ code: '', message: '' }).parse(error);
  return UNWRITABLE.test(code) || IN_WORDS.test(message);
}

/**
 * Does what writes into a data folder for the first time.
 *
 * @throws StartError DATA_UNWRITABLE where the folder cannot be written
 */
export function writingInto<T>(directory: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isUnwritable(error)) throw error;
    throw new StartError(
      'DATA_UNWRITABLE',
      `The data folder ${directory} cannot be written (${failure.parse(error).message.trim()}). Free some space or change its permissions, or choose another folder with --data.`,
    );
  }
}
