import { make } from './element';
import { reLaunch } from './router';
import { rules } from './rules';
import { ask, sheetButton } from './wx/sheets';

/** What a mini program code holds in the workbench: page and scene. */
const localCode = /^https:\/\/mp\.weixin\.qq\.com\/a\/local\?(.*)$/;

/** The page that WeChat's own 扫一扫 opens for a code; null where it would only show the text. */
function pageFor(text: string): string | null {
  const code = localCode.exec(text)?.[1];
  if (code !== undefined) {
    const fields = new URLSearchParams(code);
    return `/${fields.get('page') ?? ''}?scene=${encodeURIComponent(fields.get('scene') ?? '')}`;
  }
  const rule = rules.links.find(({ prefix }) => prefix.startsWith('https://') && text.startsWith(prefix));
  return rule ? `/${rule.page}?q=${encodeURIComponent(text)}` : null;
}

/** 扫一扫 of WeChat itself, outside the mini program. */
export function scanFromWeixin(text: string): void {
  const page = pageFor(text);
  if (page !== null) {
    reLaunch(page);
    return;
  }
  void ask<void>((answer) =>
    make('div', { class: 'bottom-sheet', role: 'dialog', 'aria-label': '扫一扫的结果' }, [
      make('h2', {}, ['微信只显示这段文字，不打开小程序']),
      make('p', {}, [text]),
      make('div', { class: 'choices' }, [sheetButton('知道了', () => answer(undefined))]),
    ]),
  );
}
