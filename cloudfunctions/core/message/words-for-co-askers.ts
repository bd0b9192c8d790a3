import type { MessageKind } from '../../../miniprogram/shared/labels';
import { spokenTime } from '../date-words';
import type { NoticeFacts } from './notice';
import type { Say } from './sentence';

const named = (title: string | undefined) => (title === undefined ? '你也想问的问题' : `“${title}”`);
const edition = ({ sessionNumber }: NoticeFacts) => `第 ${sessionNumber} 期`;

/** What is said otherwise to whoever wants the question of another asked, or sent one from a seat that was not asked. */
export const WORDS_AS: Record<NonNullable<NoticeFacts['as']>, Partial<Record<MessageKind, Say>>> = {
  co_asker: {
    answer_given: ({ title, deadline }) => ({
      title: '你也想问的问题有了答复',
      body:
        deadline === undefined
          ? `${named(title)}会后转办，已有承办部门和办理时限。`
          : `${named(title)}已现场答复。${spokenTime(deadline)} 前可以说明是否解决。`,
      note: '你也想问的问题有了答复',
      time: deadline,
      opens: 'questions',
    }),
    minutes: (facts) => ({
      title: `你也想问的问题写入了${edition(facts)}纪要`,
      body: `“${facts.title ?? ''}”的答复已写入${edition(facts)}对话纪要，进展可在纪要中查看。`,
      note: '答复已写入对话纪要',
      opens: 'minutes',
    }),
  },
  seat: {
    booking_unreached: (facts) => ({
      title: `${edition(facts)}：你的场内提问没有轮到`,
      body: `你在${edition(facts)}从席上提的问题没有轮到。可转为书面诉求或删除；${
        facts.deadline === undefined ? '逾时' : `${spokenTime(facts.deadline)} 前`
      }未选择，填写的内容自动删除。`,
      note: '可转为书面诉求，或删除',
      time: facts.deadline,
      opens: 'questions',
    }),
  },
};
