import type { Case } from '../../cloudfunctions/core/case/case';
import { changeCase } from '../../cloudfunctions/core/case/change';
import { ASKER_ACTOR, type CaseActor } from '../../cloudfunctions/core/case/command';
import { type Opening, openCase } from '../../cloudfunctions/core/case/opening';
import { instantOf } from '../../cloudfunctions/core/rules/calendar';
import { told, until } from './case-life';
import { chance } from './chance';
import type { UnnumberedCase } from './numbering';
import { promises } from './promises';
import { caseRules } from './rules';
import type { Scene, Who } from './scene';
import { LEADER, OFFICE, OPERATOR, staff } from './staff';
import { topicOfTitle } from './topics';
import { SCENES } from './under-way-scenes';

/** 2026 unless it says otherwise. */
function instantIn(when: string): number {
  const [day = '', time = ''] = when.split(' ');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return instantOf(day.length === 5 ? `2026-${day}` : day, hour) + minute * 60_000;
}

/**
 * Cases of every state that a newcomer should find: waiting, in hand, near their day, overdue on each rung, handed back,
 * extended, under supervision, promised, late and kept. Played by the product's own rules; time passes between the deeds.
 */
export function underWay(askers: readonly string[]): UnnumberedCase[] {
  const random = chance(2026);
  const anybody = () => askers[Math.floor(random() * askers.length)] ?? null;
  return [...SCENES, ...promises()].map((scene) => {
    const askerId = anybody();
    const at = instantIn(scene.at);
    return { at, begin: (number) => told(played(scene, askerId, at, number)) };
  });
}

function played(scene: Scene, askerId: string | null, at: number, number: string): Case {
  const opening: Opening = {
    id: `case-${number}`,
    number,
    channel: 'box',
    category: 'logistics',
    urgency: 'ordinary',
    title: scene.title,
    text: scene.text,
    place: '',
    pictures: [],
    identity: 'hidden',
    isProtected: false,
    isDoubtful: false,
    askerId,
    phone: '',
    receipt: null,
    recordedBy: null,
    question: null,
    ...scene.opening,
  };
  const isCall = opening.channel === 'hotline';
  const opened = openCase(
    {
      ...opening,
      topic: opening.identity === 'anonymous' ? null : topicOfTitle(opening.category, opening.title),
      recordedBy: isCall ? OPERATOR.personId : null,
    },
    isCall ? OPERATOR : ASKER_ACTOR,
    at,
    caseRules,
  );
  return scene.deeds.reduce((entity, [when, who, deed]) => {
    const now = instantIn(when);
    const current = until(entity, now);
    // A draft is known by the request that wrote it.
    const command = deed.do === 'reviewReply' ? { ...deed, draftId: current.draft?.draftId ?? '' } : deed;
    const actor = actorOf(who, scene.departmentId);
    const act = { actor, now, rules: caseRules, requestId: `${entity._id}.${current.version}` };
    return changeCase(current, command, act).entity;
  }, opened);
}

function actorOf(who: Who, departmentId: string): CaseActor {
  switch (who) {
    case 'asker':
      return ASKER_ACTOR;
    case 'office':
      return OFFICE;
    case 'leader':
      return LEADER;
    default:
      return staff(who, departmentId);
  }
}

/** What the handlers of the cast answer again and again. */
export const cannedAnswers = [
  {
    _id: 'canned-1',
    departmentId: 'logistics',
    title: '报修已派单',
    text: '已派维修班组上门，预计两个工作日内修好。修好后请你看一看，没修好点“没解决”，我们接着办。',
  },
  {
    _id: 'canned-2',
    departmentId: 'logistics',
    title: '热水供应时间',
    text: '宿舍热水每天 6:00–8:00、17:00–23:30 供应，周末全天供应。临时检修会提前一天在楼栋公告。',
  },
  {
    _id: 'canned-3',
    departmentId: 'logistics',
    title: '食堂价格与菜品',
    text: '菜价由膳食委员会每学期核定，价目表贴在窗口。对某个窗口有意见，请写明食堂、窗口和时间，我们当天核实。',
  },
  {
    _id: 'canned-4',
    departmentId: 'teaching',
    title: '教室借用',
    text: '教室借用在教务系统“教室申请”里提交，提前一个工作日，任课教师或辅导员审核后即可使用。',
  },
];
