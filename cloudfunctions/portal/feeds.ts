import { Feed } from 'feed';
import { COMMITMENT_STATES } from '../../miniprogram/shared/case';
import type { PublicPreview } from '../contract/portal';
import { chineseMoment } from '../core/date-words';
import { ratingInWords } from '../core/survey/announcement-of-results';
import { areWordsForMembers } from '../platform/call/words-for-members';
import { addressOf } from './address';
import type { Made } from './answer';
import { publicMinutes } from './data/minutes';
import { publicPreviews } from './data/previews';
import { publicResults } from './data/results';
import { commitmentsFrom } from './public';

interface Entry {
  title: string;
  /** Lasting page of the portal; with a mark behind it where several entries share one. */
  at: string;
  mark?: string;
  when: string;
  text: string;
}

type Read = () => Promise<Entry[] | null>;

const previews: Read = async () =>
  (await publicPreviews()).map((preview) => ({
    title: `第 ${preview.number} 期${preview.isCalledOff ? '已取消' : '预告'}`,
    at: `/sessions/${preview.number}`,
    mark: 'preview',
    when: preview.updatedAt,
    text: previewWords(preview),
  }));

const previewWords = (preview: PublicPreview): string => {
  const { startsAt, venue, chair, topics, isCalledOff, calledOffReason, changes } = preview;
  const when = chineseMoment(Date.parse(startsAt));
  if (isCalledOff) return `原定${when}，${venue}，本期取消。原因：${calledOffReason}`;
  const changed = changes.at(-1);
  return `${when}，${venue}，主持 ${chair}。${changed ? `已变更：${changed.reason}。` : ''}${topics.join('、')}`;
};

const minutes: Read = async () =>
  areWordsForMembers()
    ? null
    : (await publicMinutes()).map(({ number, publishedAt, revision, attended, questions, solvedOnSpot }) => ({
        title: `第 ${number} 期纪要${revision > 1 ? `（第 ${revision} 版）` : ''}`,
        at: `/sessions/${number}`,
        mark: `minutes-${revision}`,
        when: publishedAt,
        text: `${attended} 人到场，${questions} 个问题，${solvedOnSpot} 个现场解决。`,
      }));

const results: Read = async () =>
  areWordsForMembers()
    ? null
    : (await publicResults()).map(({ number, survey, version, announcedAt, total }) => ({
        title: `第 ${number} 期评价结果${version > 1 ? `（第 ${version} 版）` : ''}`,
        at: `/sessions/${number}`,
        mark: `${survey}.${version}`,
        when: announcedAt,
        text: ratingInWords(total),
      }));

const promises: Read = async () => {
  const listed = await Promise.all([
    commitmentsFrom('open'),
    commitmentsFrom('late'),
    commitmentsFrom('done'),
  ]);
  if (listed.some((found) => found === null)) return null;
  return listed
    .flatMap((found) => found?.commitments ?? [])
    .filter(({ title }) => title !== '')
    .map(({ caseId, title, state, dueAt, doneAt, text }) => ({
      title: `${title}：${COMMITMENT_STATES[state]}`,
      at: `/cases/${caseId}`,
      mark: state,
      when: new Date(doneAt ?? dueAt).toISOString(),
      text,
    }));
};

const ALL: Readonly<Record<string, { title: string; read: Read }>> = {
  previews: { title: '四点对话：活动预告', read: previews },
  minutes: { title: '四点对话：对话纪要', read: minutes },
  results: { title: '四点对话：满意度结果', read: results },
  commitments: { title: '四点对话：承诺办理', read: promises },
};

/** One feed in Atom (RFC 4287), or null where there is none. Entries keep their id as long as their page. */
export async function feedOf(name: string): Promise<Made | null> {
  const found = Object.entries(ALL).find(([known]) => known === name)?.[1];
  const entries = await found?.read();
  if (!found || !entries) return null;
  const at = `/feeds/${name}.xml`;
  const feed = new Feed({
    id: addressOf(at),
    title: found.title,
    link: addressOf('/'),
    language: 'zh-CN',
    copyright: '',
    feedLinks: { atom: addressOf(at) },
    generator: '四点对话',
    updated: new Date(Math.max(0, ...entries.map(({ when }) => Date.parse(when)))),
  });
  for (const { title, at: page, mark, when, text } of entries)
    feed.addItem({
      id: `${addressOf(page)}${mark ? `#${mark}` : ''}`,
      title,
      link: addressOf(page),
      date: new Date(when),
      description: text,
    });
  return { status: 200, type: 'application/atom+xml; charset=utf-8', body: feed.atom1() };
}
