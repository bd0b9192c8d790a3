import type { Trouble } from '../shared/trouble';
import { CallError } from './call-error';
import { sentenceOf } from './errors';

/** Turns a failed call into what happened, what is safe and what to do. Anything unexpected is thrown on. */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof CallError)) throw error;
  const text = sentenceOf(error.code);
  switch (error.code) {
    case 'offline':
      return { kind: 'offline', title: '没有网络', text: '连上网络后就能看到。', action: '再试一次' };
    case 'unreachable':
      return { kind: 'offline', title: '没有连上', text: '服务器没有回应，稍后再试。', action: '再试一次' };
    case 'not_allowed':
      return { kind: 'no-right', title: '你没有查看权限', text, action: '回首页' };
    case 'not_bound':
      return { kind: 'unbound', title: '先绑定身份', text, action: '去绑定' };
    case 'not_found':
      return { kind: 'missing', title: '没有找到', text: '可能已被删除，或者不对你开放。', action: '回首页' };
    case 'invalid_input':
      // Nothing was filled in here: what the page was opened with is cut short or wrong.
      return {
        kind: 'missing',
        title: '没有找到',
        text: '链接可能不完整，请从首页进入。',
        action: '回首页',
      };
    case 'receipt_unknown':
      return {
        kind: 'missing',
        title: '没有找到这个查询码',
        text: '请核对后再试，字母不分大小写。',
        action: '回首页',
      };
    default:
      return {
        kind: 'error',
        title: '没能打开',
        text: error.requestId ? `${text} 编号 ${error.requestId.slice(0, 8)}` : text,
        action: '再试一次',
      };
  }
}

/** The one sentence for a failed action; the page stays as it is. */
export function sentenceFor(error: unknown): string {
  if (!(error instanceof CallError)) throw error;
  return sentenceOf(error.code);
}

/**
 * The sentence where something new was sent, which nobody else can have changed: a conflict there is a number or an id
 * that was taken just then, and another tap takes the next.
 */
export function sentenceForNew(error: unknown): string {
  const isTaken = error instanceof CallError && error.code === 'conflict';
  return isTaken ? '没有提交成功，内容都在，请再点一次。' : sentenceFor(error);
}

/** Milliseconds for a sentence of two lines. */
export const LONG_TOAST = 3000;

/** The same sentence, over the page. */
export function toastTrouble(error: unknown, duration = 1500): void {
  wx.showToast({ title: sentenceFor(error), icon: 'none', duration });
}
