import type { Output } from '../../api/dto';
import { COMMITMENTS_SOON_DAYS } from '../../shared/case';
import type { Role } from '../../shared/labels';
import { percentOf } from '../../shared/percent';
import { leftWords } from '../../shared/time';
import type { DepartmentNames } from '../../view/case';

type Home = Output<'session.home'>;
type Desk = NonNullable<Home['desk']>;
/** What of home the blocks are made of. */
export type DeskFacts = Pick<Home, 'roles' | 'desk' | 'next' | 'last' | 'lastCards' | 'commitmentsDue'>;

/** One card of home for one desk: what waits there, counted, and one tap to it. */
export interface DeskBlock {
  key: string;
  title: string;
  url: string;
  counts: { label: string; value: string; change: string; isAlarm: boolean }[];
  /** Departments with something late, most first; widths in per cent of the first. */
  ranked: { name: string; count: string; width: number; spoken: string; url: string }[];
  /** The one thing of today, the most pressing matter, cards and promises: each one tap away. */
  lines: { text: string; url: string }[];
  /** In place of counts: that nothing waits, or what the page is for. */
  note: string;
}

const LEADER_DESK = '/packages/case/inbox/inbox?desk=leader';
const DONE = '都办完了，辛苦了。有新的会出现在这里。';

const counted = (list: readonly (readonly [label: string, value: number, isAlarm: boolean])[]) =>
  list.flatMap(([label, value, isAlarm]) =>
    value > 0 ? [{ label, value: String(value), change: '', isAlarm }] : [],
  );

/** Whose work is one page, where nothing waits to be counted. */
const PAGES: readonly { role: Role; title: string; note: string; url: string }[] = [
  {
    role: 'operator',
    title: '来电登记',
    note: '登记来电，查进展，做回访',
    url: '/packages/case/operator/operator',
  },
  {
    role: 'assessor',
    title: '绩效台账',
    note: '按学期看各部门红黄牌和扣分',
    url: '/packages/survey/ledger/ledger',
  },
  {
    role: 'observer',
    title: '票箱核对',
    note: '下载封存的票箱，自己数一遍',
    url: '/packages/survey/box/box',
  },
];

/** The desks of one of the staff, the one with the most to decide first. */
export function deskBlocks(home: DeskFacts, names: DepartmentNames, now: number): DeskBlock[] {
  const { desk } = home;
  return [
    ...(desk?.leader ? [leaderBlock(desk.leader, home, names)] : []),
    ...(desk?.office ? [officeBlock(desk.office, home)] : []),
    ...(desk?.departments ?? []).map((department) => departmentBlock(department, names, now)),
    ...PAGES.filter(({ role }) => home.roles.includes(role)).map(pageBlock),
  ];
}

const pageBlock = ({ role, title, note, url }: (typeof PAGES)[number]): DeskBlock => ({
  key: role,
  title,
  url,
  counts: [],
  ranked: [],
  lines: [],
  note,
});

/** What the session that is under way asks of the office next; nothing while it only has to wait. */
function todayOf({ next, last }: DeskFacts): DeskBlock['lines'] {
  const url = '/packages/office/desk/desk';
  if (next?.status === 'live') return [{ text: `今天：第 ${next.number} 期正在进行`, url }];
  if (last?.status === 'closed') return [{ text: `今天：写第 ${last.number} 期纪要`, url }];
  if (last?.status === 'minuted') return [{ text: `今天：开始第 ${last.number} 期满意度调查`, url }];
  if (next?.status === 'planned') return [{ text: `今天：发布第 ${next.number} 期预告`, url }];
  if (!next) return [{ text: '今天：排下一期', url }];
  return [];
}

function officeBlock(
  { submitted, decisions, overdue }: NonNullable<Desk['office']>,
  home: DeskFacts,
): DeskBlock {
  const counts = counted([
    ['待受理', submitted, false],
    ['待裁定', decisions, false],
    ['已超期', overdue, true],
  ]);
  const url = '/packages/case/inbox/inbox?desk=office';
  return {
    key: 'office',
    title: '诉求受理',
    url,
    counts,
    ranked: [],
    lines: todayOf(home),
    note: counts.length > 0 ? '' : DONE,
  };
}

function departmentBlock(
  department: Desk['departments'][number],
  names: DepartmentNames,
  now: number,
): DeskBlock {
  const { departmentId, isHead, overdue, near, waiting, working, review, nearest } = department;
  const drafts = ['待审核', review, false] as const;
  const rest = [
    ['已超期', overdue, true],
    ['将到期', near, true],
    ['待接收', waiting, false],
    ['办理中', working, false],
  ] as const;
  const counts = counted(isHead ? [drafts, ...rest] : [...rest, drafts]);
  return {
    key: departmentId,
    title: names[departmentId] ?? '部门诉求',
    url: '/packages/case/inbox/inbox?desk=department',
    counts,
    ranked: [],
    lines: nearest
      ? [
          {
            text: `${nearest.title} · ${leftWords('办理时限', nearest.dueAt, now)}`,
            url: `/packages/case/handle/handle?id=${nearest.id}`,
          },
        ]
      : [],
    note: counts.length > 0 ? '' : DONE,
  };
}

const share = (count: number, of: number) => (of === 0 ? null : Math.round((100 * count) / of));

/** "比上月同期 +3"; empty where there is nothing to compare. */
const change = (value: number | null, before: number | null, unit = ''): string => {
  if (value === null || before === null) return '';
  const difference = value - before;
  return difference === 0
    ? '与上月同期持平'
    : `比上月同期 ${difference > 0 ? '+' : '−'}${Math.abs(difference)}${unit}`;
};

function leaderBlock(
  leader: NonNullable<Desk['leader']>,
  { last, lastCards, commitmentsDue }: DeskFacts,
  names: DepartmentNames,
): DeskBlock {
  const { thisMonth, lastMonth, overdue, departments } = leader;
  // Late without an answer is late already, as in all figures (docs/rules.md, What is counted).
  const onTimeOf = ({ onTime, replied, late }: typeof thisMonth) => share(onTime, replied + late);
  const onTime = onTimeOf(thisMonth);
  const figures = [
    ['本月提出', String(thisMonth.cases), change(thisMonth.cases, lastMonth.cases), false],
    ['本月答复', String(thisMonth.replied), change(thisMonth.replied, lastMonth.replied), false],
    [
      '按时答复率',
      onTime === null ? '—' : `${onTime}%`,
      change(onTime, onTimeOf(lastMonth), ' 个百分点'),
      false,
    ],
    ['超期未答', String(overdue), '', overdue > 0],
  ] as const;
  const most = Math.max(0, ...departments.map(({ overdue }) => overdue));
  return {
    key: 'leader',
    title: '督办与超期',
    url: LEADER_DESK,
    counts: figures.map(([label, value, against, isAlarm]) => ({ label, value, change: against, isAlarm })),
    ranked: departments.map(({ departmentId, overdue }) => {
      const name = names[departmentId] ?? '部门';
      return {
        name,
        count: `${overdue} 件`,
        width: percentOf(overdue, most),
        spoken: `${name}，${overdue} 件，超期未答`,
        url: `${LEADER_DESK}&department=${departmentId}`,
      };
    }),
    lines: [
      ...(departments.length === 0 ? [{ text: '各部门都没有超期的。', url: LEADER_DESK }] : []),
      ...(last && lastCards && lastCards.red + lastCards.yellow > 0
        ? [
            {
              text: `第 ${last.number} 期红牌 ${lastCards.red} 张，黄牌 ${lastCards.yellow} 张`,
              url: '/packages/survey/cards/cards',
            },
          ]
        : []),
      ...(commitmentsDue > 0
        ? [
            {
              text: `${commitmentsDue} 项承诺 ${COMMITMENTS_SOON_DAYS} 天内到期`,
              url: '/packages/report/commitments/commitments',
            },
          ]
        : []),
    ],
    note: '',
  };
}
