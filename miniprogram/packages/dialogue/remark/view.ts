import type { SurveyView } from '../../../api/dto';
import type { OpeningCheck } from '../../../api/opening';
import { REMARK_ANSWERS, type RemarkAnswer } from '../../../shared/remark';

export interface RemarkPageView {
  may: boolean;
  /** Why not, in words; empty when it may. */
  why: string;
}

/** Who may say something: whoever was there and holds the credential on this phone, while the survey is open. */
export function remarkView(survey: SurveyView | null, opening: OpeningCheck, may: boolean): RemarkPageView {
  if (opening === 'unread') return { may: false, why: '暂时读不到公开的开箱记录，核对不了。请稍后再来。' };
  if (opening !== 'agrees')
    return { may: false, why: '这部手机收到的内容和公开的开箱记录对不上，请到评价页看是哪里不一致。' };
  if (may) return { may, why: '' };
  if (survey?.state !== 'open') return { may, why: '满意度调查开放期间可以写。' };
  if (survey.remarkUrl === '') return { may, why: '本次不收留言。' };
  return { may, why: '本机没有本期凭证。请用签到时的手机留言。' };
}

/** What is said of words that were handed over. */
export const remarkSentence = (state: 'waiting' | RemarkAnswer): string =>
  state === 'waiting'
    ? '已存入本机，几分钟后自动送出，与评价错开；送出前可以重写。小程序已关闭的，下次打开时送出。'
    : REMARK_ANSWERS[state];
