import { CallError } from './call-error';
import { command } from './client';
import type { Input, Output } from './dto';
import { fieldSentences } from './errors';
import { isLetter, type SetAside, sendLetter, setAside, unsetAside } from './letters';
import { randomName, removePicture, uploadPicture, uploadWithoutName } from './pictures';
import type { OnPart } from './pieces';
import { keepStored, readStored } from './stored';
import { sentenceForNew } from './trouble';

type Form = Omit<Input<'case.submit'>, 'pictures'>;

/**
 * A submission on its way. It stays on the phone from the tap on, so that neither a tunnel nor a killed app loses it,
 * and carries the id of its one command, so that however often it is tried it is filed once.
 * Stored: changing it needs a migration.
 */
export interface Waiting {
  version: 1;
  /** The request id, made with the item. */
  id: string;
  form: Form;
  /** What the form page can go on with when it is taken back. */
  draft: object;
  pictures: string[];
  /** Path → cloud:// id of what has been uploaded already. */
  uploaded: Record<string, string>;
  at: number;
  state: 'waiting' | 'refused' | 'sent';
  /** It was sent and the answer got lost, so it may have been filed: it must not be typed anew. */
  mayBeThere: boolean;
  /** Why it was refused, in a sentence. */
  problem: string;
  sent: Output<'case.submit'> | null;
  /** The pass and the receipt code of an anonymous item that goes without an account. */
  aside?: SetAside | undefined;
}

type OnPicture = (index: number, share: number) => void;

const KEY = 'outbox';
const listeners = new Set<() => void>();

/** Tells whenever something in the box changes. @returns how to stop listening */
export function watchOutbox(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What waits, was refused, or went out and has not been seen yet; oldest first. */
export function outbox(): Waiting[] {
  const value: unknown = readStored(KEY);
  return Array.isArray(value) ? value.filter(isWaiting) : [];
}

/** Keeps a submission; nothing is sent yet. `pictures` are files that stay. */
export async function queueCase(form: Form, draft: object, pictures: string[]): Promise<Waiting> {
  const item: Waiting = {
    version: 1,
    id: `box-${await randomName()}`,
    form,
    draft,
    pictures,
    uploaded: {},
    at: Date.now(),
    state: 'waiting',
    mayBeThere: false,
    problem: '',
    sent: null,
  };
  keep([...outbox(), item]);
  return item;
}

const underway = new Map<string, Promise<Output<'case.submit'>>>();

/**
 * Sends one item, or joins the attempt that is on its way. `onPicture` tells which picture is being uploaded,
 * and how much of it has arrived, from 0 to 1.
 *
 * @throws CallError; without an answer the item keeps waiting, a refusal is kept with it
 */
export function sendCase(id: string, onPicture?: OnPicture): Promise<Output<'case.submit'>> {
  const running = underway.get(id);
  if (running) return running;
  const run = deliver(id, onPicture).finally(() => underway.delete(id));
  underway.set(id, run);
  return run;
}

async function deliver(id: string, onPicture?: OnPicture): Promise<Output<'case.submit'>> {
  const item = outbox().find((item) => item.id === id);
  if (!item) throw new CallError('not_found', {});
  if (item.sent) return item.sent;
  try {
    const { form } = item;
    if (isLetter(form)) {
      const aside = item.aside ?? (await setAside());
      change(id, { aside });
      const sent = await sendLetter(form, aside);
      change(id, { state: 'sent', sent, problem: '', aside: undefined });
      return sent;
    }
    const pictures: string[] = [];
    const uploaded = { ...item.uploaded };
    for (const [index, path] of item.pictures.entries()) {
      onPicture?.(index, 0);
      const onPart: OnPart = (done, of) => onPicture?.(index, done / of);
      const isAnonymous = form.identity === 'anonymous';
      const fileId = uploaded[path] ?? (await uploadNth({ path, index, isAnonymous, onPart }));
      uploaded[path] = fileId;
      pictures.push(fileId);
      change(id, { uploaded: { ...uploaded } });
    }
    const sent = await command('case.submit', { ...form, pictures }, id);
    change(id, { state: 'sent', sent, problem: '' });
    return sent;
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const isTemporary = error.isCut || MAY_PASS.includes(error.code);
    const [field] = Object.values(fieldSentences(error.fields));
    const mayBeThere = item.mayBeThere || error.code === 'unreachable' || error.code === 'internal';
    // A pass that was refused is good for another item, or for none.
    if (!isTemporary) change(id, { aside: undefined });
    change(id, {
      state: isTemporary ? 'waiting' : 'refused',
      mayBeThere,
      problem: error.isCut ? '' : (field ?? sentenceForNew(error)),
    });
    throw error;
  }
}

interface Upload {
  path: string;
  index: number;
  isAnonymous: boolean;
  onPart: OnPart;
}

/** @throws CallError; a picture that is refused is named by its place in the form */
async function uploadNth({ path, index, isAnonymous, onPart }: Upload): Promise<string> {
  const picture = { path, size: 0 };
  try {
    return isAnonymous ? await uploadWithoutName(picture, onPart) : await uploadPicture(picture);
  } catch (cause) {
    if (!(cause instanceof CallError) || cause.code !== 'picture_refused') throw cause;
    throw new CallError('picture_refused', { fields: { [`pictures.${index}`]: 'picture_type' }, cause });
  }
}

/** Refusals that say nothing about the submission itself: it is tried again. */
const MAY_PASS: readonly string[] = [
  'internal',
  'busy',
  'too_many_requests',
  'storage_unavailable',
  'passes_not_ready',
];

/** Goes on with what waits; called when the app is shown and when the network is back. One after the other. */
export async function resumeOutbox(): Promise<void> {
  for (const { id, state } of outbox()) {
    if (state !== 'waiting') continue;
    try {
      await sendCase(id);
    } catch (error) {
      // What happened stands with the item; a lost network loses the next one too.
      if (!(error instanceof CallError)) throw error;
      if (error.isCut) return;
    }
  }
}

/** Takes an item out: its number was seen, or the person goes on editing it. Null while it is on its way. */
export function takeOut(id: string): Waiting | null {
  if (underway.has(id)) return null;
  const items = outbox();
  const item = items.find((kept) => kept.id === id) ?? null;
  keep(items.filter((item) => item.id !== id));
  if (item?.aside && !item.mayBeThere) unsetAside(item.aside);
  if (item?.state === 'sent') for (const path of item.pictures) removePicture(path);
  return item;
}

function change(id: string, part: Partial<Waiting>): void {
  keep(outbox().map((item) => (item.id === id ? { ...item, ...part } : item)));
}

function keep(items: Waiting[]): void {
  keepStored(KEY, items);
  for (const listener of listeners) listener();
}

/** Recognises what this version of the app has written. */
function isWaiting(value: unknown): value is Waiting {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === 1 &&
    'id' in value &&
    typeof value.id === 'string' &&
    'form' in value &&
    typeof value.form === 'object' &&
    'pictures' in value &&
    Array.isArray(value.pictures)
  );
}
