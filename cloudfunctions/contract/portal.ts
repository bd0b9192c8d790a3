import * as z from 'zod';
import { COMMITMENT_STATES } from '../../miniprogram/shared/case';
import {
  CARD_COLOURS,
  CARD_STATES,
  PLAN_STATES,
  SURVEY_ITEM_KINDS,
  VERDICTS,
} from '../../miniprogram/shared/survey';
import { auditEnd } from './audit-end';
import { privacyCorrection } from './hall';
import { keysOf } from './keys-of';
import { publicChange } from './session';
import { id } from './text';

// What the portal gives to everybody, by HTTP GET. Moments are ISO 8601 in UTC, for readers that are not ours.

const moment = z.iso.datetime();

/** /previews: coming and past sessions, only what a preview says in public. */
const portalPreviews = z.object({
  previews: z.array(
    z.object({
      session: id,
      number: z.number(),
      startsAt: moment,
      /** When it went out. */
      previewAt: moment,
      /** When it was changed, moved or called off last; when it went out where nothing has changed since. */
      updatedAt: moment,
      venue: z.string(),
      chair: z.string(),
      attendees: z.array(z.string()),
      topics: z.array(z.string()),
      isPreviewLate: z.boolean(),
      dateReason: z.string(),
      article: z.string().nullable(),
      /** Fingerprint of the session's credential keys, or null while they are being made. */
      keySet: z.string().nullable(),
      isCalledOff: z.boolean(),
      /** Why it does not take place, or empty. */
      calledOffReason: z.string(),
      /** What became different after the preview, oldest first. */
      changes: z.array(publicChange.extend({ at: moment })),
    }),
  ),
});
export type PublicPreview = z.output<typeof portalPreviews>['previews'][number];

/** /draws/session: the lots of a session, for anybody to draw again. Seed and order are there once it is drawn. */
const portalDraw = z.object({
  session: id,
  drawAt: moment.nullable(),
  commitment: z.string(),
  closedAt: moment.nullable(),
  entriesDigest: z.string(),
  entries: z.array(
    z.object({
      entry: z.string(),
      pool: z.string(),
      lot: z.union([z.literal(0), z.literal(1), z.literal(2)]),
    }),
  ),
  drawnAt: moment.nullable(),
  seed: z.string().nullable(),
  order: z.array(z.object({ pool: z.string(), entries: z.array(z.string()) })),
});
export type PublicDraw = z.output<typeof portalDraw>;

/** /minutes: the last revision's public text, and nothing of the draft. */
const portalMinutes = z.object({
  minutes: z.array(
    z.object({
      session: id,
      number: z.number(),
      startsAt: moment,
      publishedAt: moment,
      isLate: z.boolean(),
      revision: z.number(),
      preface: z.string(),
      items: z.array(z.object({ questionId: id, title: z.string(), body: z.string(), answer: z.string() })),
      /** Passages blacked out for privacy, in this revision and in earlier ones. */
      privacyCorrections: z.array(privacyCorrection.extend({ at: moment })),
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

const share = z.object({ numerator: z.number(), denominator: z.number() });

/** /results: what suppression lets through, with the digests. */
const portalResults = z.object({
  results: z.array(
    z.object({
      survey: id,
      session: id,
      number: z.number(),
      version: z.number(),
      announcedAt: moment,
      boxDigest: z.string(),
      ballotDigest: z.string(),
      /** Over the list of /counted/<survey>; absent in results from before it. */
      countedDigest: z.string().optional(),
      audit: auditEnd.optional(),
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

/** /passes/<month>: for phones, which read the key without an account, and for whoever counts. */
const portalPasses = z.object({
  month: id,
  /** SubjectPublicKeyInfo, DER, base64url: one key for everybody's passes of the month. */
  publicKey: z.string(),
  /** SHA-256 of it, hexadecimal. */
  fingerprint: z.string(),
  /** How many each person may have. */
  passes: z.number(),
  /** Once the month is closed: how many were given out, and how many spent. */
  issued: z.number().nullable(),
  spent: z.number().nullable(),
});
export type PublicPasses = z.output<typeof portalPasses>;

/** /counted/<survey>: ids of all counted ballots, for raters and for whoever compares. */
const portalCounted = z.object({ survey: id, digest: z.string(), ids: z.array(z.string()) });
export type CountedBallots = z.output<typeof portalCounted>;

/** /opening/<survey>: what was public before the first ballot, and its digest (core/survey/opening-record). */
const portalOpening = z.object({
  digest: z.string(),
  record: z.object({
    format: z.string(),
    survey: id,
    session: id,
    questions: z.array(
      z.object({
        slot: z.number(),
        questionId: id,
        departmentId: id,
        isDue: z.boolean(),
        publicKey: z.string(),
        asked: z.string(),
      }),
    ),
    remarkKey: z.string(),
    /** Of the box; absent in records from before there were envelopes. */
    envelopeKey: z.string().optional(),
    receiptKey: z.string().optional(),
    rules: z.object({
      version: z.number(),
      smallestShown: z.number(),
      fewestRatings: z.number(),
      red: share,
      yellow: share,
    }),
    fingerprints: z.array(z.string()),
    keySet: z.string(),
    roll: z.object({
      issued: z.number(),
      lines: z.array(z.string()),
      came: z.object({ scan: z.number(), desk: z.number(), late: z.number() }).optional(),
    }),
    closesAt: z.number(),
    addresses: z.object({ ballot: z.string(), remark: z.string(), counted: z.string() }),
    closingKeys: z.array(z.string()).optional(),
  }),
});
export type PublicOpening = z.output<typeof portalOpening>;

/** Where a list goes on: the value of `after` for its next page, or null at its end. */
const next = z.string().nullable();
export type PublicPage<Name extends string, Entry> = { [name in Name]: Entry[] } & { next: string | null };

const card = z.object({
  cardId: id,
  session: id,
  questionId: id,
  departmentId: id,
  departmentName: z.string(),
  title: z.string(),
  colour: z.enum(keysOf(CARD_COLOURS)),
  state: z.enum(keysOf(CARD_STATES)),
  givenAt: moment,
  rulesVersion: z.number(),
  valid: z.number(),
  /** Null where the result is published as a band. */
  dissatisfied: z.number().nullable(),
  band: z.string(),
  plan: z.enum(keysOf(PLAN_STATES)),
});
export type PublicCard = z.output<typeof card>;

const promise = z.object({
  caseId: id,
  caseNumber: z.string(),
  /** Empty, as the text is, where the case is not published. */
  title: z.string(),
  text: z.string(),
  category: z.string(),
  /** Null: the office. */
  departmentId: id.nullable(),
  departmentName: z.string(),
  state: z.enum(keysOf(COMMITMENT_STATES)),
  dueAt: moment,
  doneAt: moment.nullable(),
});
export type PublicPromise = z.output<typeof promise>;

const listedSession = z.object({
  session: id,
  number: z.number(),
  startsAt: moment,
  /** More may come; a reader treats one that it does not know as "see the page". */
  status: z.string(),
  venue: z.string(),
});

/** /data/sessions/<number>: everything public of one session, joined by ids. */
const portalSession = listedSession.extend({
  chair: z.string(),
  attendees: z.array(z.string()),
  topics: z.array(z.string()),
  /** Null before they are published. */
  minutes: z
    .object({
      publishedAt: moment,
      revision: z.number(),
      attended: z.number(),
      items: z.array(
        z.object({
          questionId: id,
          title: z.string(),
          body: z.string(),
          answer: z.string(),
          answeredBy: z.string(),
          category: z.string(),
          departmentName: z.string(),
          coDepartmentNames: z.array(z.string()),
          outcome: z.string(),
          caseId: id.nullable(),
          caseNumber: z.string().nullable(),
          rating: z.string(),
          cardId: id.nullable(),
        }),
      ),
    })
    .nullable(),
  /** Of its announced results, the newest first: see /results and /opening/<survey>. */
  surveys: z.array(id),
  cards: z.array(card),
});
export type PublicSession = z.output<typeof portalSession>;

/** /data/record: what the college has counted since the first session (docs/rules.md, What is counted). */
const portalRecord = z.object({
  sessions: z.number(),
  attendances: z.number(),
  solvedOnSpot: z.number(),
  solvedAfterwards: z.number().nullable(),
  takenUp: z.number(),
  boxSolved: z.number().nullable(),
});

/** Every answer of the portal with status 200, by the first word of its path. */
export const portalAnswers = {
  previews: portalPreviews,
  minutes: portalMinutes,
  results: portalResults,
  draws: portalDraw,
  keys: portalKeys,
  counted: portalCounted,
  opening: portalOpening,
  passes: portalPasses,
  sessions: z.object({ sessions: z.array(listedSession), next }),
  session: portalSession,
  cards: z.object({ cards: z.array(card), next }),
  commitments: z.object({ commitments: z.array(promise), next }),
  record: portalRecord,
} as const;
