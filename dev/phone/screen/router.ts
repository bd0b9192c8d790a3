import type { Root } from 'glass-easel-miniprogram-adapter';
import { make } from './element';
import { isComputer } from './layout';
import { callPage, type OpenPage, type PageObject, stack, topPage } from './page-stack';
import type { MiniProgram } from './running-program';
import { watchScrolling } from './scrolling';
import { settings } from './settings';
import { isTab, paintTabBar } from './tab-bar';
import { onTheme } from './theme';
import { createFrame, paintTitleBar } from './title-bar';

/** WeChat's limit of open pages. */
const maximumDepth = 10;
/** Width of WeChat's window on a computer for a page that is not resizable (its height is 736). */
const fixedWindowWidth = 414;

let program: MiniProgram | undefined;
let ignoredPops = 0;

function running(): MiniProgram {
  if (!program) throw new Error('The mini program is not running yet');
  return program;
}

/** `/a/b?c=1` or, from a page, `../b`: page path without its leading slash, and the query. */
function parse(url: string): { path: string; query: string } {
  const [raw = '', query = ''] = url.split('?', 2);
  const base = stack.length > 0 ? topPage().route : '';
  const path = raw.startsWith('/') ? raw.slice(1) : new URL(raw, `http://page/${base}`).pathname.slice(1);
  return { path, query };
}

/** WeChat hands the values on as they stand in the address, without decoding. */
function queryOf(query: string): Record<string, string> {
  const pairs = query.split('&').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function open(path: string, query: string): OpenPage {
  const { backend: _, config, createRoot } = running();
  const own = config.components[path] ?? {};
  const pageConfig = { ...config.window, ...own };
  const isResizable = (pageConfig.resizable ?? config.resizable) === true;
  if (isComputer && !isResizable && innerWidth > fixedWindowWidth)
    throw new Error(`${path} is not resizable: WeChat on a computer shows it ${fixedWindowWidth} wide`);
  // On a computer a resizable window keeps its own title bar, whatever the page asks for.
  const isCustom = pageConfig.navigationStyle === 'custom' && !(isComputer && isResizable);
  const hasOwnBar = isTab(path) && config.tabBar?.custom === true;
  const { frame, scroller } = createFrame(path, isTab(path) && !hasOwnBar, isCustom);
  frame.querySelector('.title-back')?.addEventListener('click', () => back(1));
  frame.querySelector('.title-home')?.addEventListener('click', () => reLaunch(`/${home()}`));
  document.body.append(frame);
  const root = createRoot(path, query);
  const object = Object.assign(root.get(), { route: path, options: queryOf(query) }) as PageObject;
  const tabBar = hasOwnBar ? createRoot('custom-tab-bar/index', '') : undefined;
  const url = `/${path}${query ? `?${query}` : ''}`;
  const page: OpenPage = {
    route: path,
    query: queryOf(query),
    url,
    object,
    root,
    frame,
    scroller,
    config: pageConfig,
    tabBar,
  };
  stack.push(page);
  paint();
  const placeholder = make('div');
  scroller.append(placeholder);
  if (tabBar) attachBar(tabBar, frame);
  root.attach(scroller as never, placeholder as never);
  callPage(page, 'onLoad', page.query);
  show(page);
  setTimeout(() => callPage(page, 'onReady'), 1);
  watchScrolling(page);
  return page;
}

function attachBar(tabBar: Root, frame: HTMLElement): void {
  const placeholder = make('div');
  const place = make('div', { class: 'custom-tab-bar' }, [placeholder]);
  frame.append(place);
  tabBar.attach(place as never, placeholder as never);
}

function show(page: OpenPage): void {
  callPage(page, 'onShow');
  page.root.getComponent().triggerPageLifetime('show', []);
}

function hide(page: OpenPage): void {
  callPage(page, 'onHide');
  page.root.getComponent().triggerPageLifetime('hide', []);
}

function close(page: OpenPage): void {
  callPage(page, 'onUnload');
  page.root.release();
  page.tabBar?.release();
  page.frame.remove();
}

/** Brings title bar, tab bar and the address in line with the page on top. */
function paint(): void {
  const top = topPage();
  for (const page of stack) page.frame.toggleAttribute('data-covered', page !== top);
  for (const page of tabs.values()) page.frame.toggleAttribute('data-covered', page !== top);
  paintTitleBar(top, stack.length > 1 ? 'back' : isTab(top.route) || top.route === home() ? 'none' : 'home');
  paintTabBar(isTab(top.route) ? top.route : null);
}

/** Tab pages stay alive when another tab is chosen. */
const tabs = new Map<string, OpenPage>();

function address(): string {
  const query = new URLSearchParams(location.search);
  query.set('page', topPage().url);
  query.set('theme', settings.theme);
  query.set('size', settings.size);
  return `${location.pathname}?${query}`;
}

const remember = (how: 'pushState' | 'replaceState') => history[how]({ depth: stack.length }, '', address());

export function navigateTo(url: string): void {
  const { path, query } = parse(url);
  if (isTab(path)) throw new Error('can not navigateTo a tabbar page');
  if (stack.length >= maximumDepth) throw new Error('webview count limit exceed');
  check(path);
  hide(topPage());
  open(path, query);
  remember('pushState');
}

const home = (): string => running().config.pages[0] ?? '';

function check(path: string): void {
  if (!running().config.pages.includes(path)) throw new Error(`page "${path}" is not found`);
}

export function redirectTo(url: string): void {
  const { path, query } = parse(url);
  if (isTab(path)) throw new Error('can not redirectTo a tabbar page');
  check(path);
  const old = stack.pop();
  if (old) leave(old);
  open(path, query);
  remember('replaceState');
}

/** A page that goes for good; a tab's page is only covered. */
function leave(page: OpenPage): void {
  if (tabs.get(page.route) === page) hide(page);
  else close(page);
}

export function reLaunch(url: string): void {
  const { path, query } = parse(url);
  check(path);
  for (const page of stack.splice(0).reverse()) if (tabs.get(page.route) !== page) close(page);
  for (const page of tabs.values()) close(page);
  tabs.clear();
  const page = open(path, query);
  if (isTab(path)) tabs.set(path, page);
  remember('replaceState');
}

export function switchTab(url: string): void {
  const { path, query } = parse(url);
  if (!isTab(path)) throw new Error('can not switch to no-tabBar page');
  if (query) throw new Error('switchTab takes no query');
  const above = stack.splice(1).reverse();
  for (const page of above) close(page);
  const first = stack[0];
  if (first?.route === path) {
    paint();
    if (above.length > 0) show(first);
  } else {
    const old = stack.pop();
    if (old) leave(old);
    const known = tabs.get(path);
    if (known) {
      stack.push(known);
      paint();
      show(known);
    } else tabs.set(path, open(path, ''));
  }
  remember('replaceState');
}

/** Closes `delta` pages; the first stays, as in WeChat. */
export function back(delta: number): void {
  const count = Math.min(delta, stack.length - 1);
  if (count < 1) return;
  pop(count);
  ignoredPops += 1;
  history.go(-count);
}

function pop(count: number): void {
  for (const page of stack.splice(stack.length - count).reverse()) close(page);
  paint();
  show(topPage());
}

/** Opens the first page and follows the browser's own back button from then on. */
export function startRouter(started: MiniProgram): void {
  program = started;
  const { path, query } = settings.page ? parse(settings.page) : { path: '', query: '' };
  const first = path || home();
  check(first);
  const page = open(first, query);
  if (isTab(first)) tabs.set(first, page);
  remember('replaceState');
  window.addEventListener('popstate', (event: PopStateEvent) => {
    if (ignoredPops > 0) {
      ignoredPops -= 1;
      return;
    }
    const state: unknown = event.state;
    const depth = typeof state === 'object' && state !== null && 'depth' in state ? Number(state.depth) : 1;
    if (depth < stack.length) pop(stack.length - depth);
  });
  onTheme(() => paint());
}

/** Paints again after wx.setNavigationBarTitle and the like. */
export const repaint = (): void => paint();
