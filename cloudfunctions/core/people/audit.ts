/** What can be found in the audit log. Appended only, never changed. */
export const AUDITED = {
  role_granted: '授予角色',
  role_revoked: '撤销角色',
  first_admin: '设立首位管理员',
  roster_imported: '导入名册',
  account_bound: '绑定微信',
  account_unbound: '解除绑定',
  account_released: '办理换绑',
  rule_changed: '修改规则',
  department_saved: '设立或修改部门',
  department_dissolved: '撤销部门',
  desk_entries: '签到台登记',
  late_confirmed: '确认补登签到',
  box_taken: '领取封存票箱',
} as const;
export type Audited = keyof typeof AUDITED;

/** One act of an administrator. Persisted in `audit`; `_id` is the request id of the act, so a repeat collides. */
export interface AuditEntry {
  _id: string;
  at: number;
  /** Person id, or 'system' for a command typed on the server. */
  actor: string;
  what: Audited;
  /** The person it was done to, where there is one. Only ids: names are looked up when the log is read. */
  subject?: string;
  /** What exactly and why; never a number or a telephone. */
  detail: string;
}
