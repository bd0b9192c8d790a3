import * as z from 'zod';
import { LIMITS } from '../../miniprogram/shared/limits';
import { SURVEY_STATES } from '../../miniprogram/shared/survey';
import { command, query } from './action';
import { keysOf } from './keys-of';
import { id, instant, shortString, text } from './text';

// What observers do: fetch the sealed box, keep the keys that open its ratings, confirm what came out.

const surveyState = z.enum(keysOf(SURVEY_STATES));
const ratingCount = z.int().min(0).max(100_000);

export const observerContract = {
  /** Observer: a part of the sealed box as text; parts joined are the file for `npm run recount`. Each look is logged. */
  'survey.sealedBox': query(
    // One question of a full hall is more than one answer carries: its text goes on at `from`.
    z.strictObject({
      survey: id,
      part: z.int().min(0).max(1000),
      /** Without it the newest. */
      version: z.int().min(0).max(1000).optional(),
      from: z.int().min(0).max(100_000_000).default(0),
    }),
    z.object({
      text: z.string(),
      /** Where this part goes on; null at its end. */
      next: z.number().nullable(),
      parts: z.number(),
      digest: z.string(),
      fileName: z.string(),
    }),
  ),
  /** Observer: whose keys open the ratings of the next survey, and how far the openings are that wait. */
  'survey.closingKeys': query(
    z.strictObject({}),
    z.object({
      keys: z.array(z.object({ label: z.string(), fingerprint: z.string(), isOwn: z.boolean() })),
      /** Message kind → template id, for the sheet that WeChat shows inside a tap. */
      templates: z.record(z.string(), z.string()),
      openings: z.array(
        z.object({
          survey: id,
          number: z.number(),
          round: z.number(),
          state: surveyState,
          closesAt: instant,
          boxDigest: z.string(),
          /** 0 while the ratings are not open. */
          version: z.number(),
          holders: z.array(
            z.object({
              label: z.string(),
              fingerprint: z.string(),
              isOwn: z.boolean(),
              /** Digest of the counts that this holder confirmed; empty before that. */
              digest: z.string(),
            }),
          ),
          isOpened: z.boolean(),
          isVoid: z.boolean(),
        }),
      ),
    }),
  ),
  /** Observer: the public half of a key made on the own machine. SubjectPublicKeyInfo, DER, base64url. */
  'survey.registerClosingKey': command(
    z.strictObject({
      publicKey: shortString(392).regex(/^[A-Za-z0-9_-]{392}$/),
      label: text(LIMITS.nameMax),
    }),
    z.object({ fingerprint: z.string() }),
  ),
  'survey.withdrawClosingKey': command(z.strictObject({}), z.object({})),
  /** Observer with a key to this survey: what came out of its ratings, or null when the own key is lost. */
  'survey.confirmOpening': command(
    z.strictObject({
      survey: id,
      counts: z
        .array(
          z.strictObject({
            slot: z.int().min(0).max(99),
            ratings: z.strictObject({
              '0': ratingCount,
              '1': ratingCount,
              '2': ratingCount,
              '3': ratingCount,
              '4': ratingCount,
              '5': ratingCount,
            }),
            invalid: ratingCount,
          }),
        )
        .max(40)
        .nullable(),
    }),
    /** `differs`: another observer confirmed other counts, so nothing is opened. */
    z.object({ state: z.enum(['waiting', 'differs', 'opened']) }),
  ),
} as const;
