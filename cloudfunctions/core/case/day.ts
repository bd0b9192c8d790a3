import type { RulesNow } from '../rules/case-rules';

/** Numbers and rates of one day in Shanghai. Persisted in `case_days`; the rates are removed when the day is over. */
export interface CaseDay {
  /** 2026-11-23 */
  _id: string;
  issued: number;
  /** Stretch of ten minutes → keyed digest of account and stretch → how often: never what it was about. */
  recent: Record<string, Record<string, number>>;
  /** The rules of the day, so that a submission need not read the rule book as well. */
  rules: RulesNow;
}
