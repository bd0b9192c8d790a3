import * as z from 'zod';
import { command, query } from './action';
import { channel } from './case';
import { category } from './category';
import { id, instant } from './text';

/** A share of `of`, and who judged it. `count` is null below the number of judgements that may be shown. */
const rate = z.object({
  count: z.number().nullable(),
  of: z.number(),
  judgedBy: z.enum(['clock', 'asker', 'caller', 'office']),
});
export type Rate = z.output<typeof rate>;

const figures = z.object({
  /** Submitted in the period. */
  cases: z.number(),
  open: z.number(),
  overdue: z.number(),
  /** First reply released before the deadline ÷ replied or past the deadline. Judged by the clock. */
  onTime: rate,
  /** Replied ÷ submitted. Judged by the clock. */
  response: rate,
  /** "Solved" by the asker ÷ judged by the asker. Silence is not counted as solved. */
  resolution: rate,
  /** Upper three levels ÷ rated. Judged by askers. */
  satisfaction: rate,
  /** Callers reached by 回访 ÷ replied calls whose caller left a name and has not judged. Judged by the clock. */
  calledBack: rate,
  /** "Solved" as callers said on the telephone ÷ reached. Heard by an operator, so it is in no rate of askers. */
  byTelephone: rate,
  /** Hand-backs that the office rejected ÷ hand-backs. Judged by the office. */
  rejectedReturns: rate,
  extensions: z.number(),
  reopenings: z.number(),
  outcomes: z.object({
    solved: z.number(),
    explained: z.number(),
    promised: z.number(),
    taken_up: z.number(),
    not_accepted: z.number(),
  }),
});
export type Figures = z.output<typeof figures>;

/** Begin and end of the period, in milliseconds; `to` is not included. At most 400 days. */
const period = { from: instant, to: instant };

export const ledger = z.object({
  ledgerId: id,
  state: z.enum(['making', 'done', 'failed']),
  /** Rows written so far, of how many. */
  done: z.number(),
  total: z.number(),
  fileName: z.string(),
  /** Temporary address of the xlsx file once done, good for about two hours; empty before. */
  url: z.string(),
});

/** A file small enough for the answer itself: nothing is kept of it. */
const paperFile = z.object({ fileName: z.string(), base64: z.string() });

export const reportContract = {
  /** What the college has counted since the first session (docs/rules.md, What is counted), for everybody. */
  'report.record': query(
    z.strictObject({}),
    z.object({
      sessions: z.number(),
      attendances: z.number(),
      /** The asker agreed, or did not object in time. */
      solvedOnSpot: z.number(),
      /** Transferred in the hall, and the asker said later that it is solved; null where too few said so. */
      solvedAfterwards: z.number().nullable(),
      takenUp: z.number(),
      /** Items of the suggestion box whose asker said that they are solved; null where too few said so. */
      boxSolved: z.number().nullable(),
    }),
  ),
  /**
   * Departments side by side, for the whole months that the period touches. Readable by everybody: figures only, small
   * numbers of judgements hidden.
   */
  'report.dashboard': query(
    z
      .strictObject(period)
      .refine((value) => value.from < value.to && value.to - value.from <= 400 * 86_400_000, {
        path: ['to'],
        message: 'period',
      }),
    z.object({
      /** Below so many a share says little: such rows are marked and stand last. */
      smallestShown: z.number(),
      total: figures,
      /** The same of as many months before; null where nothing was submitted then. */
      before: figures.nullable(),
      departments: z.array(z.object({ departmentId: id, name: z.string(), figures })),
      byCategory: z.array(z.object({ category, cases: z.number() })),
      /** By the names that topics have now; cases without one are left out. */
      byTopic: z.array(z.object({ category, topicId: id, name: z.string(), cases: z.number() })),
      /** Cases by department and category; those without any are left out. */
      cells: z.array(z.object({ departmentId: id, category, cases: z.number() })),
      byChannel: z.array(z.object({ channel, cases: z.number(), solved: z.number().nullable() })),
      /** One entry per month of the period, as in 2026-11. */
      months: z.array(
        z.object({
          month: z.string(),
          cases: z.number(),
          replied: z.number(),
          /** Null where too few askers judged. */
          solved: z.number().nullable(),
          overdue: z.number(),
        }),
      ),
    }),
  ),
  /**
   * The newest hundred sessions whose minutes are published, oldest first: how many came, what was asked, and how it was
   * rated. `rated` is null before the announcement and where the total is not announced exactly.
   */
  'report.trends': query(
    z.strictObject({}),
    z.object({
      sessions: z.array(
        z.object({
          sessionId: id,
          number: z.number(),
          attended: z.number(),
          questions: z.number(),
          solvedOnSpot: z.number(),
          rated: z.object({ valid: z.number(), dissatisfied: z.number() }).nullable(),
        }),
      ),
    }),
  ),
  /** Published minutes as a Word file, the newest revision unless one is named. @throws not_found before publication */
  'report.minutesFile': query(
    z.strictObject({ sessionId: id, revision: z.int().min(1).optional() }),
    paperFile,
  ),
  /** Announced results of one survey as a Word file, the newest version unless one is named. @throws not_found before */
  'report.resultsFile': query(
    z.strictObject({ sessionId: id, survey: id, version: z.int().min(1).optional() }),
    paperFile,
  ),
  // office
  /**
   * Makes the ledger; answers when it is ready. The phone chooses `ledgerId`, so that it can ask report.ledger for the
   * progress meanwhile. Repeating goes on with the same ledger. Heads name their own department. Words are without names
   * and numbers of people; `isRaw`: as they were written, for the office alone, and the audit log says so.
   */
  'report.makeLedger': command(
    z.strictObject({
      ledgerId: id,
      ...period,
      departmentId: id.nullable().default(null),
      isRaw: z.boolean().default(false),
    }),
    ledger,
  ),
  'report.ledger': query(z.strictObject({ ledgerId: id }), ledger),
} as const;
