import type { Me } from '../../api/dto';
import { PERSON_KINDS, ROLES, type Role } from '../../shared/labels';

interface Entry {
  title: string;
  note: string;
  url: string;
}

export interface MeView {
  name: string;
  identity: string;
  roles: string[];
  isBound: boolean;
  own: Entry[];
  desks: Entry[];
  reading: Entry[];
}

const DESKS: { roles: Role[]; title: string; url: string }[] = [
  { roles: ['office'], title: '活动办公室', url: '/packages/office/desk/desk' },
  { roles: ['office'], title: '举报处理', url: '/packages/office/complaints/complaints' },
  { roles: ['office'], title: '同义词', url: '/packages/office/synonyms/synonyms' },
  { roles: ['leader'], title: '活动进度', url: '/packages/office/desk/desk?reads=1' },
  { roles: ['admin'], title: '微信提醒', url: '/packages/office/deliveries/deliveries' },
  { roles: ['office'], title: '诉求受理', url: '/packages/case/inbox/inbox?desk=office' },
  { roles: ['office'], title: '诉求台账', url: '/packages/report/ledger/ledger' },
  { roles: ['office', 'leader'], title: '红黄牌', url: '/packages/survey/cards/cards' },
  { roles: ['office', 'leader', 'assessor'], title: '绩效台账', url: '/packages/survey/ledger/ledger' },
  { roles: ['observer'], title: '票箱核对', url: '/packages/survey/box/box' },
  { roles: ['observer'], title: '评价开封', url: '/packages/survey/keys/keys' },
  { roles: ['handler', 'head'], title: '部门诉求', url: '/packages/case/inbox/inbox?desk=department' },
  { roles: ['leader'], title: '督办与超期', url: '/packages/case/inbox/inbox?desk=leader' },
  {
    roles: ['leader', 'discipline'],
    title: '保密举报',
    url: '/packages/case/inbox/inbox?desk=reports',
  },
  { roles: ['operator'], title: '来电登记', url: '/packages/case/operator/operator' },
  { roles: ['admin'], title: '人员与角色', url: '/packages/admin/people/people' },
  { roles: ['office', 'admin'], title: '办理换绑', url: '/packages/admin/release/release' },
  { roles: ['admin'], title: '部门', url: '/packages/admin/departments/departments' },
  { roles: ['admin'], title: '诉求主题', url: '/packages/admin/topics/topics' },
  { roles: ['admin'], title: '导入名册', url: '/packages/admin/roster/roster' },
  { roles: ['admin'], title: '修改规则', url: '/packages/admin/rules/rules' },
  { roles: ['admin'], title: '操作记录', url: '/packages/admin/audit/audit' },
];

/** 我的: who one is here, one's own things, and the desks one's roles open. The server decides again at each call. */
export function meView(me: Me): MeView {
  const { person } = me;
  const roles = person?.roles.map(({ role }) => role) ?? [];
  return {
    name: person?.name ?? '',
    identity: person ? [PERSON_KINDS[person.kind], person.unit, person.number].join(' · ') : '',
    roles: [...new Set(roles)].map((role) => ROLES[role]),
    isBound: person !== null,
    own: person
      ? [
          { title: '我的预约', note: '', url: '/pages/bookings/bookings' },
          { title: '我的提问', note: '', url: '/packages/dialogue/my-questions/my-questions' },
          { title: '核对评价票', note: '', url: '/packages/dialogue/verify/verify' },
          { title: '消息', note: me.unread > 0 ? `${me.unread} 条未读` : '', url: '/pages/inbox/inbox' },
          {
            title: '消息设置',
            note: me.optOut.length > 0 ? `${me.optOut.length} 类不提醒` : '',
            url: '/pages/message-settings/message-settings',
          },
        ]
      : [],
    desks: [
      ...DESKS.filter((desk) => desk.roles.some((role) => roles.includes(role))),
      ...ownCards(person?.roles ?? []),
    ].map(({ title, url }) => ({ title, note: '', url })),
    reading: [
      { title: '字号与显示', note: '', url: '/pages/reading/reading' },
      { title: '规则手册', note: '', url: '/pages/rulebook/rulebook' },
      { title: '匿名说明', note: '', url: '/packages/dialogue/anonymity/anonymity' },
      { title: '用户协议', note: '', url: '/packages/dialogue/agreement/agreement' },
      ...(person
        ? [
            { title: '我的数据', note: '', url: '/packages/dialogue/own-data/own-data' },
            { title: '注销与删除', note: '', url: '/packages/dialogue/erase/erase' },
          ]
        : []),
    ],
  };
}

/** A department's own cards, for whoever heads it or works on its plan. */
function ownCards(roles: NonNullable<Me['person']>['roles']): { title: string; url: string }[] {
  const ids = roles.flatMap((one) =>
    (one.role === 'head' || one.role === 'handler') && one.departmentId ? [one.departmentId] : [],
  );
  return [...new Set(ids)].map((id) => ({
    title: '部门红黄牌',
    url: `/packages/survey/cards/cards?department=${id}`,
  }));
}
