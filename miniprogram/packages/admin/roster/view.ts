import type { Output } from '../../../api/dto';

type Outcome = Output<'account.importRoster'>;

export interface RosterView {
  figures: { label: string; value: number }[];
  /** Who leaves, named before anything is done. */
  leavers: string[];
  moreLeavers: string;
  changes: string[];
  needsCount: boolean;
  left: number;
  refused: { line: string; reason: string }[];
  canImport: boolean;
}

/** So many names are listed: who reads further has the wrong file. */
const LISTED = 50;

/** What an import would do, or did. Lines that cannot be read are left out and named. */
export function rosterView(outcome: Outcome): RosterView {
  const leavers = outcome.leavers.slice(0, LISTED);
  return {
    figures: [
      { label: '新增', value: outcome.added },
      { label: '更新', value: outcome.changed },
      { label: '离校', value: outcome.left },
      { label: '未识别', value: outcome.refused.length },
    ],
    leavers: leavers.map(
      ({ name, unit, hasRole }) => `${name} · ${unit}${hasRole ? '（有角色，将一并撤销）' : ''}`,
    ),
    moreLeavers: outcome.left > leavers.length ? `另有 ${outcome.left - leavers.length} 人未列出` : '',
    changes: outcome.changes
      .slice(0, LISTED)
      .map(({ name, unit, becomes }) => `${name} · ${unit} → ${becomes}`),
    needsCount: outcome.needsCount,
    left: outcome.left,
    refused: outcome.refused.slice(0, 50).map(({ line, reason }) => ({ line: `第 ${line} 行`, reason })),
    canImport: outcome.added + outcome.changed + outcome.left > 0,
  };
}
