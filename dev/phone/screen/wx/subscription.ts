import { make } from '../element';
import { settings } from '../settings';
import { isInTap } from '../touch';
import { type Call, Refusal } from './call';
import { ask, sheetButton } from './sheets';

/** WeChat's limit of templates in one question (since 2026). */
const templateLimit = 5;

type Answer = 'accept' | 'reject';

const key = `phone-settings/${settings.openid}/subscriptions`;

/** Choices kept by "总是保持以上选择", per template. */
function kept(): Record<string, Answer> {
  const parsed: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
  const entries = Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {});
  return Object.fromEntries(entries.map(([id, answer]) => [id, answer === 'accept' ? 'accept' : 'reject']));
}

/** Names of templates by id. */
async function titles(): Promise<Record<string, string>> {
  const body: unknown = await (await fetch('/phone/templates')).json();
  const entries = Object.entries(typeof body === 'object' && body !== null ? body : {});
  return Object.fromEntries(entries.map(([id, title]) => [id, String(title)]));
}

/** One accepted question is one message that may be sent; the WeChat double keeps the account. */
async function grant(templateId: string): Promise<void> {
  const body = JSON.stringify({ openid: settings.openid, templateIds: [templateId], count: 1 });
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const response = await fetch('/workbench/credits', init);
  if (!response.ok) throw new Refusal(`workbench refused the credit: ${response.status}`, 10003);
}

interface Reply {
  accepted: string[];
  isKept: boolean;
}

function question(ids: string[], names: Record<string, string>): Promise<Reply> {
  return ask<Reply>((answer) => {
    const boxes = ids.map((id) => {
      const box = document.createElement('input');
      box.type = 'checkbox';
      box.checked = true;
      box.dataset.template = id;
      return box;
    });
    const keep = document.createElement('input');
    keep.type = 'checkbox';
    const accepted = () => boxes.filter((box) => box.checked).map((box) => box.dataset.template ?? '');
    return make('div', { class: 'bottom-sheet', role: 'dialog', 'aria-label': '订阅消息' }, [
      make('h2', {}, ['四点对话 申请发送以下消息']),
      ...boxes.map((box, index) => make('label', {}, [box, names[ids[index] ?? ''] ?? ids[index] ?? ''])),
      make('label', { class: 'keep' }, [keep, '总是保持以上选择，不再询问']),
      make('div', { class: 'choices' }, [
        sheetButton('拒绝', () => answer({ accepted: [], isKept: keep.checked })),
        sheetButton('允许', () => answer({ accepted: accepted(), isKept: keep.checked })),
      ]),
    ]);
  });
}

export const subscription: Record<string, Call> = {
  requestSubscribeMessage: async (options) => {
    const isAllowed = isInTap();
    const ids = Array.isArray(options.tmplIds) ? options.tmplIds.map(String) : [];
    if (ids.length === 0) throw new Refusal("TmplIds can't be empty", 10001);
    if (ids.length > templateLimit) throw new Refusal('Templates count out of max bounds', 20003);
    if (!isAllowed) throw new Refusal('can only be invoked by user TAP gesture.', 10005);
    const known = kept();
    const open = ids.filter((id) => known[id] === undefined);
    const results: Record<string, Answer> = {};
    if (open.length > 0) {
      const reply = await question(open, await titles());
      for (const id of open) results[id] = reply.accepted.includes(id) ? 'accept' : 'reject';
      if (reply.isKept) localStorage.setItem(key, JSON.stringify({ ...known, ...results }));
    }
    for (const id of ids) {
      const answer = results[id] ?? known[id] ?? 'reject';
      results[id] = answer;
      if (answer === 'accept') await grant(id);
    }
    return results;
  },
  getSetting: (options) => ({
    authSetting: {},
    ...(options.withSubscriptions === true
      ? { subscriptionsSetting: { mainSwitch: true, itemSettings: kept() } }
      : {}),
  }),
  openSetting: async () => {
    const known = kept();
    await ask<void>((answer) =>
      make('div', { class: 'bottom-sheet', role: 'dialog', 'aria-label': '设置' }, [
        make('h2', {}, ['设置 · 订阅消息']),
        ...Object.entries(known).map(([id, choice]) => {
          const box = document.createElement('input');
          box.type = 'checkbox';
          box.checked = choice === 'accept';
          box.addEventListener('change', () => {
            localStorage.setItem(key, JSON.stringify({ ...kept(), [id]: box.checked ? 'accept' : 'reject' }));
          });
          return make('label', {}, [box, id]);
        }),
        make('div', { class: 'choices' }, [sheetButton('完成', () => answer(undefined))]),
      ]),
    );
    return { authSetting: {}, subscriptionsSetting: { mainSwitch: true, itemSettings: kept() } };
  },
};
