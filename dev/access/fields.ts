import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { contract } from '../../cloudfunctions/contract';
import { root } from '../root';

/**
 * Fields of answers that no page reads, each with why it is answered all the same. Who may ask for an answer may keep
 * all of it, so what nobody shows had better not be sent.
 */
export const READ_BY_NOBODY: Readonly<Record<string, string>> = {
  credits: "the caller's own messages that are left, which the consent sheet has just given",
  submittedAt: 'on every row, and in the timeline as the first line',
  previewAt: 'public: when the preview went out',
  mediaId: 'of the office: where the draft lies in the official account',
  orderedAt: 'beside the order that staff and asker read anyway',
  callBacks: 'how a call was called back, on the operator’s own page',
  forMs: 'how long the ticket of a code is good for; the phone asks again when it is refused',
  hallVotesFrom: 'when voting becomes the hall’s alone; public',
  calledAt: 'when the question on the wall was called; the page of the wall counts from it',
  codeForMs: 'how long the six digits are good for; the office asks for new ones',
  resultVersion: 'which version of the results gave a card; in the file of the ledger',
  walletSessionId: 'the session whose credentials rate the item; public',
};

/** Every field of every answer: the name, and where it first stands. */
function answered(): Map<string, string> {
  const fields = new Map<string, string>();
  const walk = (schema: z.core.$ZodType, at: string): void => {
    if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
      walk(schema.def.innerType, at);
    else if (schema instanceof z.ZodArray) walk(schema.element, at);
    else if (schema instanceof z.ZodUnion) for (const option of schema.options) walk(option, at);
    else if (schema instanceof z.ZodObject)
      for (const [name, part] of Object.entries(schema.shape as Record<string, z.core.$ZodType>)) {
        if (!fields.has(name)) fields.set(name, `${at}.${name}`);
        walk(part, `${at}.${name}`);
      }
  };
  for (const [action, { output }] of Object.entries(contract)) walk(output, action);
  return fields;
}

const PAGES = path.join(root, 'miniprogram');

/** Every word that stands in a page, a component or what serves them. */
function wordsOfPages(): Set<string> {
  const files = readdirSync(PAGES, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(ts|wxml|wxs)$/.test(file) && !file.startsWith('miniprogram_npm'),
  );
  return new Set(
    files.flatMap((file) => readFileSync(path.join(PAGES, file), 'utf8').match(/[A-Za-z_]\w*/g) ?? []),
  );
}

/** Where a field of an answer stands that no page ever names. */
export function unreadFields(): string[] {
  const read = wordsOfPages();
  return Array.from(answered())
    .filter(([name]) => !read.has(name) && !(name in READ_BY_NOBODY))
    .map(([, where]) => where);
}
