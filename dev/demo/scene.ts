import type { CaseCommand } from '../../cloudfunctions/core/case/command';
import type { Opening } from '../../cloudfunctions/core/case/opening';

/** One thing that somebody did to a case, at a time of Shanghai: '11-23 09:15'. */
export type Deed = readonly [when: string, who: Who, command: CaseCommand];
export type Who = 'asker' | 'office' | 'leader' | 'handler' | 'head';

/** A case that goes on while the demo begins: who sent what, to which department, and what was done so far. */
export interface Scene {
  at: string;
  title: string;
  text: string;
  departmentId: string;
  opening?: Partial<Opening>;
  deeds: readonly Deed[];
}
