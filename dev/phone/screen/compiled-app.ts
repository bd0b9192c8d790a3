import type { glassEasel, types } from 'glass-easel-miniprogram-adapter';

/** A page's or component's JSON, component paths absolute, plus the page's own title bar settings. */
export type ComponentConfig = types.ComponentStaticConfig & Record<string, unknown>;

export interface TabItem {
  pagePath: string;
  text: string;
  iconPath?: string;
  selectedIconPath?: string;
}

/** app.json as dev/phone/compile/config.ts reads it. */
export interface AppConfig {
  pages: string[];
  subPackages: string[];
  /** Whether the window of WeChat on a computer may be drawn large; a page's own word goes first. */
  resizable: boolean;
  window: Record<string, unknown>;
  tabBar?: { list: TabItem[]; custom?: unknown } & Record<string, unknown>;
  theme: { light: Record<string, string>; dark: Record<string, string> };
  components: Record<string, ComponentConfig>;
}

export type ModuleFunction = (
  require: (path: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  ...globals: unknown[]
) => void;

/** What the compiled script hands to `phone.start`. */
export interface CompiledApp {
  config: AppConfig;
  /** Component path → prefix of its classes. */
  scopes: Record<string, string>;
  templates: () => glassEasel.template.ComponentTemplate['groupList'];
  modules: Record<string, ModuleFunction>;
}
