import * as z from 'zod';
import { SURVEY_ITEM_KINDS, VERDICTS } from '../../miniprogram/shared/survey';
import { keysOf } from './keys-of';
import { id } from './text';

// What the portal gives to everybody, by HTTP GET. Moments are ISO 8601 in UTC, for readers that are not ours.

const moment = z.iso.datetime();

/** /previews: coming and past sessions, only what a preview says in public. */
const portalPreviews = z.object({
  previews: z.array(
    z.object({
      number: z.number(),
      startsAt: moment,
      venue: z.string(),
      chair: z.string(),
      attendees: z.array(z.string()),
      topics: z.array(z.string()),
      isPreviewLate: z.boolean(),
      dateReason: z.string(),
      article: z.string().nullable(),
      /** Fingerprint of the session's credential keys, or null while they are being made. */
      keySet: z.string().nullable(),
    }),
  ),
});
export type PublicPreview = z.output<typeof portalPreviews>['previews'][number];

/** /minutes: the last revision's public text, and nothing of the draft. */
const portalMinutes = z.object({
  minutes: z.array(
    z.object({
      number: z.number(),
      startsAt: moment,
      publishedAt: moment,
      isLate: z.boolean(),
      revision: z.number(),
      preface: z.string(),
      items: z.array(z.object({ title: z.string(), body: z.string(), answer: z.string() })),
      attended: z.number(),
      questions: z.number(),
      solvedOnSpot: z.number(),
    }),
  ),
});
export type PublicMinutes = z.output<typeof portalMinutes>['minutes'][number];

const announcedTotal = z.object({
  name: z.string(),
  questions: z.number(),
  valid: z.number().nullable(),
  dissatisfied: z.number().nullable(),
  band: z.string(),
});

/** /results: what suppression lets through, with the digests. */
const portalResults = z.object({
  results: z.array(
    z.object({
      survey: id,
      number: z.number(),
      version: z.number(),
      announcedAt: moment,
      boxDigest: z.string(),
      ballotDigest: z.string(),
      eligible: z.number(),
      turnout: z.number(),
      items: z.array(
        z.object({
          questionId: id,
          title: z.string(),
          kind: z.enum(keysOf(SURVEY_ITEM_KINDS)),
          departmentId: id,
          departmentName: z.string(),
          verdict: z.enum(keysOf(VERDICTS)),
          valid: z.number().nullable(),
          dissatisfied: z.number().nullable(),
          cannotJudge: z.number().nullable(),
          levels: z.array(z.number()).nullable(),
          band: z.string(),
        }),
      ),
      departments: z.array(announcedTotal),
      total: announcedTotal,
    }),
  ),
});
export type PublicResults = z.output<typeof portalResults>['results'][number];

/** /keys/<session>: for whoever compares them with what a phone or a sealed box holds. */
const portalKeys = z.object({
  session: id,
  /** SHA-256 over the fingerprints in slot order: the number in the preview. */
  keySet: z.string(),
  /** In slot order: SHA-256 of each key, hexadecimal. */
  fingerprints: z.array(z.string()),
  /** In slot order: SubjectPublicKeyInfo, DER, base64url. */
  keys: z.array(z.string()),
});
export type PublicKeys = z.output<typeof portalKeys>;

/** /counted/<survey>: ids of all counted ballots, for raters and for whoever compares. */
const portalCounted = z.object({ survey: id, digest: z.string(), ids: z.array(z.string()) });
export type CountedBallots = z.output<typeof portalCounted>;

/** Every answer of the portal with status 200, by the first word of its path. */
export const portalAnswers = {
  previews: portalPreviews,
  minutes: portalMinutes,
  results: portalResults,
  keys: portalKeys,
  counted: portalCounted,
} as const;
