import type { SurveyView } from '../../../api/dto';

export interface RemarkPageView {
  may: boolean;
  /** Why not, in words; empty when it may. */
  why: string;
}

/** Who may say something: whoever was there and holds the credential on this phone, while the survey is open. */
export function remarkView(survey: SurveyView | null, may: boolean): RemarkPageView {
  if (may) return { may, why: '' };
  if (survey?.state !== 'open') return { may, why: '满意度调查开放期间可以写。' };
  if (survey.remarkUrl === '') return { may, why: '这次不收文字意见。' };
  return { may, why: '这部手机上没有这一期的凭证。到场签到的那部手机可以写。' };
}
