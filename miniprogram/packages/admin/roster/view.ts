import type { Output } from '../../../api/dto';

type Outcome = Output<'account.importRoster'>;

export interface RosterView {
  figures: { label: string; value: number }[];
  refused: { line: string; reason: string }[];
  canImport: boolean;
}

/** What an import would do, or did. Lines that cannot be read are left out and named. */
export function rosterView(outcome: Outcome): RosterView {
  return {
    figures: [
      { label: '新增', value: outcome.added },
      { label: '更新', value: outcome.changed },
      { label: '离校', value: outcome.left },
      { label: '读不出', value: outcome.refused.length },
    ],
    refused: outcome.refused.slice(0, 50).map(({ line, reason }) => ({ line: `第 ${line} 行`, reason })),
    canImport: outcome.added + outcome.changed + outcome.left > 0,
  };
}
