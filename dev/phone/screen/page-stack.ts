import type { component, Root } from 'glass-easel-miniprogram-adapter';

export type PageObject = component.GeneralComponent & {
  route: string;
  options: Record<string, string>;
};

/** One open page: its component, its frame in the document, and what its title bar shows. */
export interface OpenPage {
  route: string;
  query: Record<string, string>;
  url: string;
  object: PageObject;
  root: Root;
  frame: HTMLElement;
  scroller: HTMLElement;
  config: Record<string, unknown>;
  /** The tab bar that the mini program draws itself, on a tab's page. */
  tabBar: Root | undefined;
}

/** Bottom to top. */
export const stack: OpenPage[] = [];

export function topPage(): OpenPage {
  const top = stack[stack.length - 1];
  if (!top) throw new Error('No page is open yet');
  return top;
}

/** Calls a method of a page when it has it; WeChat's onLoad, onShow and so on are optional. */
export function callPage(page: OpenPage, name: string, ...args: unknown[]): unknown {
  const method: unknown = Reflect.get(page.object, name);
  return typeof method === 'function' ? method.apply(page.object, args) : undefined;
}
