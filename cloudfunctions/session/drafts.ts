import type { Input } from '../contract';
import { minutesPaper } from '../core/report/minutes-paper';
import { resultsPaper } from '../core/report/results-paper';
import type { Draft as ArticleDraft } from '../core/session/article';
import { previewDraft, type WayIn } from '../core/session/article';
import type { Session } from '../core/session/session';
import { readMinutes } from '../hall/read-minutes';
import { sessionKeys } from '../platform/ballots/session-keys';
import type { Context } from '../platform/call/dispatch';
import { passBase } from '../platform/call/pass-way';
import { get } from '../platform/database/store';
import { categoryNames } from '../platform/database/topics';
import { miniProgram } from '../platform/weixin/account';
import { surveyResults } from '../survey/results';
import { paperDraft } from './paper-draft';

export type DraftKind = NonNullable<Input<'session.pushDraft'>['what']>;

/** What each kind leads to in the mini program, and in which words. */
const PAGES: Record<DraftKind, { page: string; words: string }> = {
  preview: { page: 'pages/session/session', words: '查看本期并预约' },
  minutes: { page: 'packages/dialogue/minutes/minutes', words: '查看纪要和办理情况' },
  results: { page: 'packages/dialogue/results/results', words: '查看满意度结果' },
};

/**
 * The article that a draft would hold, of what is public alone; null while there is nothing to tell yet. Minutes cost
 * what reading them costs, results likewise.
 */
export async function draftOf(
  what: DraftKind,
  session: Session,
  context: Context,
): Promise<ArticleDraft | null> {
  const { _id: sessionId, number } = session;
  const way = wayTo(what, session);
  if (what === 'preview') {
    const keys = await get(sessionKeys, sessionId);
    return previewDraft(session, session.plan, undefined, keys?.keySet, way);
  }
  if (what === 'minutes') {
    const { minutes } = await readMinutes.run({ sessionId }, context);
    if (minutes === null) return null;
    const { attended, questions, solvedOnSpot } = minutes.figures;
    const digest = `第${number}期“四点”对话，${attended}人参会，${questions}个问题，${solvedOnSpot}个现场解决。`;
    return paperDraft({
      paper: minutesPaper(minutes, context.now, await categoryNames(context.now)),
      digest,
      way,
    });
  }
  const { results } = await surveyResults.run({ sessionId }, context);
  // The office sees sealed results as well; a draft is for everybody.
  const [newest] = results
    .filter(({ announcedAt }) => announcedAt !== null)
    .sort((left, right) => right.round - left.round);
  if (!newest || newest.announcedAt === null) return null;
  const digest = `第${number}期“四点”对话，${newest.turnout}人评价了${newest.items.length}个问题的答复。`;
  return paperDraft({ paper: resultsPaper(newest, newest.announcedAt), digest, way });
}

function wayTo(what: DraftKind, { _id, number }: Session): WayIn {
  // Where there is a base for passes there is a portal.
  const base = passBase();
  const url = base && `${base}/portal/sessions/${number}`;
  return { appId: miniProgram().appId, sessionId: _id, url, ...PAGES[what] };
}
