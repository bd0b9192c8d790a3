import { dropStored, keepStored, readStored } from './stored';

// Ids of commands that were sent and not answered yet. They outlive the app: a booking sent in a lift and tried again
// at home is the same booking.
const PREFIX = 'request:';

/** The id of this command: the one already sent, or a new one. Letters, digits and dashes, as the envelope wants it. */
export function requestIdOf(command: string): string {
  const key = PREFIX + digest(command);
  const sent: unknown = readStored(key);
  if (typeof sent === 'string' && sent !== '') return sent;
  const fresh = `${Date.now().toString(36)}-${part()}-${part()}`;
  keepStored(key, fresh);
  return fresh;
}

/** The command was answered; giving it once more is a new one. */
export function answered(command: string): void {
  dropStored(PREFIX + digest(command));
}

const part = () => Math.random().toString(36).slice(2, 10).padEnd(8, '0');

/** A short name for a command that may be long: two 32-bit FNV-1a sums and the length. Not a secret. */
function digest(text: string): string {
  let one = 0x811c9dc5;
  let two = 0x1b873593;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 0x01000193);
    two = Math.imul(two ^ unit, 0x85ebca6b);
  }
  return `${(one >>> 0).toString(36)}${(two >>> 0).toString(36)}${text.length.toString(36)}`;
}
