import { type Answered, ask, command } from '../../../api/client';
import type { Output } from '../../../api/dto';
import { blankScreen, show, showMore } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { changedNumber, changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { deputyTime, IN_DEPARTMENT, isRole, type PersonRow, personRow, roleChoices } from './view';

type Departments = Output<'account.departments'>['departments'];
interface PeopleView {
  rows: PersonRow[];
  next: string;
}

Page({
  data: {
    ...blankScreen(),
    search: '',
    view: null as PeopleView | null,
    departments: [] as Departments,
    roles: roleChoices,
    limits: LIMITS,
    person: null as PersonRow | null,
    role: '',
    needsDepartment: false,
    departmentIndex: 0,
    /** The days of a deputy, empty for a role that is held for good. */
    from: '',
    until: '',
    /** The office of a leader. */
    title: '',
    reason: '',
    problem: '',
    skeleton: [{ height: '80rpx' }, { width: '40%' }, 1, { width: '40%' }, 1],
  },
  async onLoad() {
    await this.load();
  },
  async load() {
    await show(
      this,
      () => this.question(),
      ({ people, next }): PeopleView => ({
        rows: people.map((person) => personRow(person, this.data.departments)),
        next: next ?? '',
      }),
    );
  },
  async question(): Promise<Answered<Output<'account.people'>>> {
    const [people, departments] = await Promise.all([
      ask('account.people', { search: this.data.search }),
      ask('account.departments', {}),
    ]);
    this.setData({ departments: departments.data.departments.filter((one) => !one.isDissolved) });
    return people;
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.setData({ search: changedText(event) });
  },
  async more() {
    const { search, departments } = this.data;
    await showMore(this, async (view, cursor) => {
      const { data } = await ask('account.people', { search, cursor });
      const rows = [...view.rows, ...data.people.map((person) => personRow(person, departments))];
      return { rows, next: data.next ?? '' };
    });
  },
  open(event: WechatMiniprogram.BaseEvent) {
    const id = dataText(event, 'id');
    const person = this.data.view?.rows.find((one) => one.id === id) ?? null;
    this.setData({
      person,
      role: '',
      from: '',
      until: '',
      title: '',
      reason: '',
      problem: '',
      needsDepartment: false,
    });
  },
  close() {
    this.setData({ person: null });
  },
  pickRole(event: WechatMiniprogram.CustomEvent) {
    const role = changedText(event);
    if (isRole(role)) this.setData({ role, needsDepartment: IN_DEPARTMENT.includes(role), problem: '' });
  },
  pickDepartment(event: WechatMiniprogram.CustomEvent) {
    this.setData({ departmentIndex: changedNumber(event, 0) });
  },
  pickFrom(event: WechatMiniprogram.CustomEvent) {
    this.setData({ from: changedText(event), problem: '' });
  },
  pickUntil(event: WechatMiniprogram.CustomEvent) {
    this.setData({ until: changedText(event), problem: '' });
  },
  typeTitle(event: WechatMiniprogram.CustomEvent) {
    this.setData({ title: changedText(event), problem: '' });
  },
  typeReason(event: WechatMiniprogram.CustomEvent) {
    this.setData({ reason: changedText(event), problem: '' });
  },
  async grant() {
    const { role, needsDepartment, departmentIndex, departments, from, until } = this.data;
    const departmentId = needsDepartment ? departments[departmentIndex]?.id : undefined;
    const time = needsDepartment ? deputyTime(from, until) : null;
    const title = role === 'leader' && this.data.title.trim() !== '' ? { title: this.data.title } : {};
    if (typeof time === 'string') this.setData({ problem: time });
    else await this.change('account.grantRole', role, departmentId, { ...time, ...title });
  },
  async revoke(event: WechatMiniprogram.TouchEvent) {
    const departmentId = dataText(event, 'department');
    await this.change('account.revokeRole', dataText(event, 'role'), departmentId || undefined);
  },
  async change(
    action: 'account.grantRole' | 'account.revokeRole',
    role: string,
    departmentId: string | undefined,
    more: { from?: number; until?: number; title?: string } = {},
  ) {
    const { person, reason } = this.data;
    if (!person) return;
    if (!isRole(role)) {
      this.setData({ problem: '请选一个角色' });
      return;
    }
    if (reason.trim() === '') {
      this.setData({ problem: '请写明原因，会记在操作记录里' });
      return;
    }
    const grant = departmentId === undefined ? { role, ...more } : { role, departmentId, ...more };
    try {
      await command(action, { personId: person.id, grant, reason });
      this.setData({ person: null });
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
      return;
    }
    await this.load();
  },
});
