import { ended } from '../../../miniprogram/shared/ended';
import { CARD_COLOURS } from '../../../miniprogram/shared/survey';
import { spokenTime } from '../date-words';

/** What can happen to a card that somebody is told of. */
export type CardStep =
  | 'appealed'
  | 'upheld'
  | 'withdrawn'
  | 'superseded'
  | 'final'
  | 'planned'
  | 'plan_done'
  | `rerated_${'none' | 'yellow' | 'red' | 'too_few' | 'hidden'}`
  | 'plan_near'
  | 'plan_late'
  | 'plan_late_head'
  | 'plan_late_leader'
  | 'plan_late_public'
  | 'decision_near'
  | 'decision_late'
  | 'decision_late_leader';

interface CardFacts {
  title?: string;
  departmentName?: string;
  /** Until when what is asked for has to be done. */
  deadline?: number;
  reason?: string;
}

interface Words {
  title: string;
  body: string;
  note: string;
}

/** Title, sentence and the short note of a push, whole within its 20 characters. */
export function cardWords(step: CardStep, facts: CardFacts): Words {
  const [title, note, said] = WORDS[step];
  return { title, note, body: said(facts) };
}

const matter = ({ title }: CardFacts) => `“${title ?? ''}”`;
const who = ({ departmentName }: CardFacts) => departmentName || '承担部门';
const because = ({ reason }: CardFacts) => (reason ? `理由：${ended(reason)}` : '');
const by = ({ deadline }: CardFacts) => (deadline === undefined ? '' : `${spokenTime(deadline)} 前`);
const planBy = (facts: CardFacts) =>
  facts.deadline === undefined ? '' : `请于${spokenTime(facts.deadline)} 前提交整改方案。`;
const late = (facts: CardFacts) => `${who(facts)}${matter(facts)}的整改应于${by(facts)}完成，已超期。`;

const WORDS: Record<CardStep, readonly [title: string, note: string, body: (facts: CardFacts) => string]> = {
  appealed: [
    '部门申请复核红黄牌',
    '请按期决定并写明理由',
    (facts) => `${who(facts)}对${matter(facts)}的牌申请复核。请于${by(facts)}决定，并写明理由。`,
  ],
  upheld: [
    '复核结果：维持',
    '复核维持，请看理由',
    (facts) => `${matter(facts)}的牌经复核维持。${because(facts)}${planBy(facts)}`,
  ],
  withdrawn: [
    '复核结果：撤销',
    '复核撤销，请看理由',
    (facts) => `${matter(facts)}的牌经复核撤销，不计入绩效考核。${because(facts)}`,
  ],
  superseded: [
    '结果更正，牌已撤销',
    '结果更正，牌已撤销',
    (facts) => `${matter(facts)}的结果有更正，原牌撤销，不计入绩效考核。${because(facts)}`,
  ],
  final: [
    '复核期满，牌已生效',
    '复核期满，牌已生效',
    (facts) => `${matter(facts)}的牌在复核期内没有申请复核，现已生效。整改方案按期提交，下次调查复评。`,
  ],
  planned: [
    '部门提交了整改方案',
    '请查看整改方案和期限',
    (facts) => `${who(facts)}提交了${matter(facts)}的整改方案。`,
  ],
  plan_done: [
    '整改措施全部完成',
    '整改完成，等待复评',
    (facts) => `${who(facts)}报告${matter(facts)}的整改措施全部完成，下次调查由同一批人复评。`,
  ],
  rerated_none: ['复评通过', '复评通过，不再亮牌', (facts) => `${matter(facts)}复评通过，不再亮牌。`],
  rerated_yellow: rerated('yellow'),
  rerated_red: rerated('red'),
  rerated_too_few: [
    '复评人数不足',
    '有效评价不足，不亮牌',
    (facts) => `${matter(facts)}复评的有效评价不足，不亮牌。`,
  ],
  rerated_hidden: ['复评人数不足', '人数不足，不公布', (facts) => `${matter(facts)}复评的人数不足，不公布。`],
  plan_near: [
    '整改期限临近',
    '整改期限临近，请按期',
    (facts) => `${matter(facts)}的整改应于${by(facts)}完成。`,
  ],
  plan_late: ['整改超期', '整改已超期，请抓紧', late],
  plan_late_head: ['整改超期，报负责人', '整改超期，请负责人督促', late],
  plan_late_leader: ['整改超期，报分管校领导', '整改超期，请校领导督促', late],
  plan_late_public: [
    '整改超期，列入公示',
    '整改超期，已列入公示',
    (facts) => `${late(facts)}红黄牌页已公示超期。`,
  ],
  decision_near: [
    '复核决定期限临近',
    '请按期决定复核',
    (facts) => `${who(facts)}对${matter(facts)}申请的复核，应于${by(facts)}决定。`,
  ],
  decision_late: [
    '复核决定超期',
    '复核决定超期，请抓紧',
    (facts) => `${who(facts)}对${matter(facts)}申请的复核，应于${by(facts)}决定，已超期。`,
  ],
  decision_late_leader: [
    '复核决定超期，报校领导',
    '复核决定超期，请督促',
    (facts) => `活动办公室应于${by(facts)}决定${who(facts)}对${matter(facts)}申请的复核，已超期。`,
  ],
};

function rerated(colour: 'yellow' | 'red'): (typeof WORDS)[CardStep] {
  const card = CARD_COLOURS[colour];
  return [
    `复评仍亮${card}`,
    `复评仍亮${card}，请整改`,
    (facts) => `${matter(facts)}复评仍亮${card}，新的一张牌另行通知。请继续整改。`,
  ];
}
