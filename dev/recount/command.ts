import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { portalAnswers } from '../../cloudfunctions/contract/portal';
import { type BoxReceipt, readReceipts } from '../../miniprogram/shared/box-receipt';
import { readShareFile, type ShareFile } from '../observer/share-file';
import { type BoxFile, boxFile } from './box-schema';
import { recount } from './check';
import { checkReceipts } from './check-receipts';
import { compareVersions } from './compare';
import { compareOpening } from './compare-opening';
import { compareRecord, recordFile } from './compare-record';
import type { Anchors } from './finding';
import { report } from './report';

const USAGE =
  'npm run recount -- FILE [--record FILE --opening HEX] [--digest HEX] [--key-set HEX] [--counted FILE] [--before FILE] [--shares FILE --shares FILE] [--receipt FILE]';

/** 0: all of it holds. 1: altered. 2: called wrongly. 3: it agrees with itself, and was compared with nothing else. */
type ExitCode = 0 | 1 | 2 | 3;

/** Recounts the box that is named, and says what was found. Opens no connection. */
export function recountCommand(args: string[]): ExitCode {
  try {
    return recountNamed(args);
  } catch (error) {
    // Not "altered": a name was mistyped, and nothing has been looked at.
    if (!isWrongCall(error)) throw error;
    console.error(`${error.message}\n${USAGE}`);
    return 2;
  }
}

/** An option that there is none of, or a file that cannot be read. */
const isWrongCall = (error: unknown): error is Error =>
  error instanceof Error &&
  'code' in error &&
  /^(ERR_PARSE_ARGS_|ENOENT|EACCES|ENOTDIR)/.test(String(error.code));

function recountNamed(args: string[]): ExitCode {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      digest: { type: 'string' },
      'key-set': { type: 'string' },
      counted: { type: 'string' },
      before: { type: 'string' },
      record: { type: 'string' },
      opening: { type: 'string' },
      shares: { type: 'string', multiple: true },
      receipt: { type: 'string' },
    },
  });
  const [file] = positionals;
  if (file === undefined) {
    console.error(USAGE);
    return 2;
  }
  const { before: earlier, record: opened, shares: shared = [], receipt, counted } = values;
  const names = [file, earlier, opened, ...shared, receipt, counted].filter((name) => name !== undefined);
  const other = names.find((name) => !statSync(name).isFile());
  if (other !== undefined) {
    console.error(`${other} is no file\n${USAGE}`);
    return 2;
  }
  const box = readBox(file);
  const before = values.before === undefined ? undefined : readBox(values.before);
  const record = values.record === undefined ? undefined : readRecord(values.record);
  const shares = values.shares === undefined ? undefined : readShares(values.shares);
  if (!box || before === null || record === null || shares === null) return 1;
  const receipts = values.receipt === undefined ? [] : readReceiptFile(values.receipt);
  const receiptKey = record?.record.receiptKey;
  const list = values.counted === undefined ? undefined : readCounted(values.counted, box);
  if (list === null) return 1;
  if (receipts === null) return 2;
  if (receipts.length > 0 && receiptKey === undefined) {
    console.error('--receipt needs --record: the key of the receipts stands there');
    return 2;
  }
  const told = checkReceipts(box, receiptKey ?? '', receipts);
  const anchors: Anchors = {
    digest: values.digest,
    keySet: values['key-set'],
    counted: list,
  };
  const findings = [
    ...recount(box, anchors),
    ...(record ? compareRecord(box, record, values.opening) : []),
    ...(before ? compareVersions(box, before) : []),
    ...(shares ? compareOpening(box, shares) : []),
    ...told.findings,
  ];
  const missing = missingOf(box, anchors, {
    before: before !== undefined,
    record: record !== undefined,
    opening: values.opening !== undefined,
    shares: shares !== undefined,
  });
  console.log([report(box, findings, missing), ...told.notes].join('\n'));
  if (findings.length > 0) return 1;
  return missing.length === 0 ? 0 : 3;
}

/** What a recount needs from elsewhere and was not given: without it the box vouches for itself. */
function missingOf(
  box: BoxFile,
  { digest, keySet, counted }: Anchors,
  given: { before: boolean; record: boolean; opening: boolean; shares: boolean },
): string[] {
  return [
    ...(given.record ? [] : ['--record: the opening record, as the portal gives it']),
    ...(given.opening ? [] : ['--opening: the digest of the opening record, as it stood in the message']),
    ...(digest === undefined ? ['--digest: the digest as announced'] : []),
    ...(keySet === undefined ? ['--key-set: the key set as printed in the preview'] : []),
    ...(counted === undefined ? ['--counted: the published list of counted ballots'] : []),
    ...(box.closingKeys && !given.shares ? ['--shares: the share files of two observers'] : []),
    ...(box.version > 1 && !given.before ? [`--before: version ${box.version - 1} of this box`] : []),
  ];
}

/** The observers' files; null when one is none, and then it is said why. */
function readShares(files: readonly string[]): ShareFile[] | null {
  const read = files.flatMap((file) => readShareFile(readJson(file)) ?? []);
  if (read.length === files.length) return read;
  console.error('ALTERED: format: a share file is none, or was cut short');
  return null;
}

/** Receipts as a rater has copied them; null when they are none, and then it is said why. */
function readReceiptFile(file: string): BoxReceipt[] | null {
  const receipts = readReceipts(readFileSync(file, 'utf8'));
  if (receipts === null) console.error(`${file} holds no receipts`);
  return receipts;
}

/** The record in a file; null when it is none, and then it is said why. */
function readRecord(file: string) {
  const parsed = recordFile.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  console.error(`ALTERED: format: ${file} is no opening record\n${z.prettifyError(parsed.error)}`);
  return null;
}

/** The box in a file; null when it is none, and then it is said why. */
function readBox(file: string): BoxFile | null {
  const parsed = boxFile.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  console.error(`ALTERED: format: ${file} is no sealed box\n${z.prettifyError(parsed.error)}`);
  return null;
}

/** What the file holds, or nothing when it is no JSON: then it is no box either. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * The published list: as the portal gives it, then of this box, or ids of 64 hexadecimal digits, whatever stands between
 * them. Null when it is neither, and then it is said why.
 */
function readCounted(file: string, { survey, ballotDigest }: BoxFile): string[] | null {
  const content = readJson(file);
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    return readFileSync(file, 'utf8').match(/\b[0-9a-f]{64}\b/g) ?? [];
  const parsed = portalAnswers.counted.safeParse(content);
  if (parsed.success && parsed.data.survey === survey && parsed.data.digest === ballotDigest)
    return parsed.data.ids;
  console.error(`ALTERED: counted list: ${file} is not the list of this box`);
  return null;
}
