import { instantOf } from '../../cloudfunctions/core/rules/calendar';
import type { Deed, Scene } from './scene';

/** What departments promised in their answers, with its day, and when it was kept: in time, late, or not yet. */
const PROMISED: ReadonlyArray<
  readonly [
    at: string,
    departmentId: string,
    title: string,
    text: string,
    answer: string,
    day: string,
    kept: string | null,
  ]
> = [
  [
    '2026-03-09 10:00',
    'logistics',
    '三食堂增设面食窗口',
    '校内只有一个面食窗口，午餐排队很长。',
    '三食堂一楼改造后增设两个面食窗口。',
    '2026-05-31',
    '2026-05-20 15:00',
  ],
  [
    '2026-04-13 10:00',
    'library',
    '图书馆增加研修间',
    '小组讨论没有地方，只能在走廊。',
    '四层改造八间研修间，开放网上预约。',
    '2026-09-10',
    '2026-09-08 11:00',
  ],
  [
    '2026-05-11 09:00',
    'teaching',
    '实训机房电脑太旧',
    '开一个软件要十分钟。',
    '暑假更换两间机房共一百二十台电脑。',
    '2026-08-31',
    '2026-09-14 10:00',
  ],
  [
    '2026-06-08 09:30',
    'network',
    '校园网覆盖到操场',
    '体育课打卡没有信号。',
    '东西操场和看台架设室外无线网。',
    '2026-09-30',
    '2026-09-28 16:00',
  ],
  [
    '2026-09-07 10:00',
    'affairs',
    '心理咨询增加晚间时段',
    '白天有课，预约不上。',
    '十月起周一至周四增开晚间咨询。',
    '2026-10-12',
    '2026-10-12 17:00',
  ],
  [
    '2026-09-14 14:00',
    'logistics',
    '宿舍楼道安装烘干机',
    '雨季衣服干不了。',
    '每栋楼一层安装两台烘干机。',
    '2026-11-20',
    null,
  ],
  [
    '2026-09-21 09:00',
    'security',
    '南门增设非机动车道',
    '上下课高峰人车混行。',
    '与交管部门协调后划出非机动车道。',
    '2026-11-13',
    null,
  ],
  [
    '2026-10-12 10:00',
    'logistics',
    '六号楼换热站改造',
    '去年冬天室温一直不够。',
    '供暖前更换换热站主泵，十一月底完成调试。',
    '2026-11-27',
    null,
  ],
  [
    '2026-10-19 09:00',
    'teaching',
    '选修课增加名额',
    '热门选修课抢不到。',
    '下学期增开六门选修课，选课前公布名额。',
    '2026-12-18',
    null,
  ],
  [
    '2026-10-26 09:30',
    'careers',
    '春季双选会引进本地企业',
    '本地企业来得少。',
    '春季双选会邀请五十家本地企业。',
    '2027-03-19',
    null,
  ],
  [
    '2026-11-02 10:00',
    'library',
    '考试周通宵自习',
    '考试周闭馆太早。',
    '期末考试周一层自习区通宵开放，安排值班。',
    '2026-12-28',
    null,
  ],
];

export const promises = (): Scene[] =>
  PROMISED.map(([at, departmentId, title, text, answer, day, kept]) => ({
    at,
    title,
    text,
    departmentId,
    opening: { category: CATEGORY[departmentId] ?? 'other' },
    deeds: deedsOf(at, { departmentId, title, text, answer, day, kept }),
  }));

const CATEGORY: Readonly<Record<string, 'logistics' | 'teaching' | 'affairs' | 'safety' | 'development'>> = {
  logistics: 'logistics',
  network: 'logistics',
  teaching: 'teaching',
  library: 'teaching',
  affairs: 'affairs',
  security: 'safety',
  careers: 'development',
};

interface Promised {
  departmentId: string;
  title: string;
  text: string;
  answer: string;
  day: string;
  kept: string | null;
}

/** Accepted within the hour, answered by the head on the same day, made public on the next. */
function deedsOf(at: string, { departmentId, title, text, answer, day, kept }: Promised): Deed[] {
  const [asked = ''] = at.split(' ');
  const next = new Date(Date.parse(asked) + 86_400_000).toISOString().slice(0, 10);
  const promisedFor = instantOf(day, 18);
  const deeds: Deed[] = [
    [`${asked} 15:00`, 'office', { do: 'accept', urgency: 'ordinary', leadId: departmentId, coIds: [] }],
    [`${asked} 16:00`, 'handler', { do: 'take' }],
    [
      `${next} 10:00`,
      'head',
      { do: 'draftReply', text: answer, outcome: 'promised', promisedFor, pictures: [] },
    ],
    [`${next} 15:00`, 'office', { do: 'publish', title, text, reply: answer }],
  ];
  if (kept !== null)
    deeds.push([kept, 'handler', { do: 'fulfil', text: '已经办好，请大家监督。', pictures: [] }]);
  return deeds;
}
