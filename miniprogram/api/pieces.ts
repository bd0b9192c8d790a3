import { CallError } from './call-error';
import { dropStored, keepStored, readStored } from './stored';

const PREFIX = 'pieces:';

/** How many pieces of how many have arrived. */
export type OnPart = (done: number, of: number) => void;

/**
 * Sends a call that is too large in one, piece by piece under its one request id. A broken network loses the piece on
 * its way and no other: trying again, also after the app was closed, goes on from there. The answer is that of the last.
 *
 * @throws CallError of the piece that failed
 */
export async function sendInPieces<T>(
  texts: readonly string[],
  { action, requestId }: { action: string; requestId: string },
  call: (data: object) => Promise<T>,
  onPart?: OnPart,
): Promise<T> {
  try {
    return await sendFrom(arrived(requestId), texts, { action, requestId }, call, onPart);
  } catch (error) {
    if (error instanceof CallError && error.isCut) throw error;
    dropStored(PREFIX + requestId);
    if (!(error instanceof CallError) || error.code !== 'upload_incomplete') throw error;
    // The back end keeps pieces for an hour or two.
    return sendFrom(0, texts, { action, requestId }, call, onPart);
  }
}

async function sendFrom<T>(
  first: number,
  texts: readonly string[],
  { action, requestId }: { action: string; requestId: string },
  call: (data: object) => Promise<T>,
  onPart?: OnPart,
): Promise<T> {
  const parts = texts.length;
  const send = (part: number) => call({ action, requestId, piece: { part, parts, text: texts[part] } });
  for (let part = first; part < parts - 1; part += 1) {
    onPart?.(part, parts);
    await send(part);
    keepStored(PREFIX + requestId, part + 1);
  }
  onPart?.(parts - 1, parts);
  const answer = await send(parts - 1);
  dropStored(PREFIX + requestId);
  return answer;
}

function arrived(requestId: string): number {
  const kept: unknown = readStored(PREFIX + requestId);
  return typeof kept === 'number' ? kept : 0;
}
