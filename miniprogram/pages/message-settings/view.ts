import type { Me } from '../../api/dto';
import { MESSAGE_KINDS, type MessageKind } from '../../shared/labels';

interface Choice {
  kind: MessageKind;
  label: string;
  isOn: boolean;
}

export interface MessageSettingsView {
  isBound: boolean;
  groups: { title: string; choices: Choice[] }[];
  optOut: MessageKind[];
}

const GROUPS: { title: string; kinds: MessageKind[] }[] = [
  { title: '对话活动', kinds: ['preview', 'session_reminder', 'session_changed', 'minutes'] },
  { title: '我的预约', kinds: ['booking_confirmed', 'booking_offered', 'booking_cancelled'] },
  { title: '评价与结果', kinds: ['survey_open', 'survey_closing', 'box_sealed', 'results'] },
  { title: '我的诉求', kinds: ['case_progress'] },
];

/** Kinds a person can silence. Silenced ones still lie in the inbox. */
export function messageSettingsView(me: Me): MessageSettingsView {
  return {
    isBound: me.person !== null,
    optOut: me.optOut,
    groups: GROUPS.map(({ title, kinds }) => ({
      title,
      choices: kinds.map((kind) => ({ kind, label: MESSAGE_KINDS[kind], isOn: !me.optOut.includes(kind) })),
    })),
  };
}

/** The silenced kinds after one switch was moved. */
export function optOutAfter(optOut: readonly MessageKind[], kind: string, isOn: boolean): MessageKind[] {
  const others = optOut.filter((one) => one !== kind);
  const known = Object.keys(MESSAGE_KINDS).find((one): one is MessageKind => one === kind);
  return isOn || !known ? others : [...others, known];
}

/** Kinds one consent sheet asks for: five at most, those that cannot wait. */
export const WORTH_ASKING: readonly MessageKind[] = [
  'preview',
  'booking_offered',
  'session_reminder',
  'session_changed',
  'results',
];
