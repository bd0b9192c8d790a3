import { posix } from 'node:path';
import * as z from 'zod';
import type { Files } from './styles';

const Using = z.record(z.string(), z.string());

const Component = z
  .object({
    usingComponents: Using.optional(),
    componentGenerics: z
      .record(z.string(), z.union([z.literal(true), z.object({ default: z.string().optional() })]))
      .optional(),
    styleIsolation: z.string().optional(),
    component: z.boolean().optional(),
  })
  .loose();

const Window = z.record(z.string(), z.unknown());

const Plugins = z.record(z.string(), z.unknown());
const SubPackage = z
  .object({ root: z.string(), pages: z.array(z.string()), plugins: Plugins.optional() })
  .loose();

const App = z
  .object({
    pages: z.array(z.string()),
    subPackages: z.array(SubPackage).optional(),
    subpackages: z.array(SubPackage).optional(),
    plugins: Plugins.optional(),
    usingComponents: Using.optional(),
    window: Window.optional(),
    tabBar: z
      .object({
        list: z.array(
          z.object({
            pagePath: z.string(),
            text: z.string(),
            iconPath: z.string().optional(),
            selectedIconPath: z.string().optional(),
          }),
        ),
      })
      .catchall(z.unknown())
      .optional(),
    themeLocation: z.string().optional(),
    resizable: z.boolean().optional(),
  })
  .loose();

const Theme = z.object({
  light: z.record(z.string(), z.string()),
  dark: z.record(z.string(), z.string()),
});

/** Parses a JSON file of the mini program; errors carry its name. */
export function parseJson<T>(path: string, files: Files, shape: z.ZodType<T>): T {
  const text = files.get(path);
  if (text === undefined) throw new Error(`${path} is not there`);
  try {
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

export type AppConfig = ReturnType<typeof readConfig>;

/** Where WeChat looks for a tab bar that the mini program draws itself. */
export const customTabBar = 'custom-tab-bar/index';

/**
 * Reads app.json, the theme and the JSON of every page and component, with component paths made absolute:
 * glass-easel knows relative and absolute paths, not npm ones.
 *
 * @throws Error naming the file that is missing or malformed, or the plugin that cannot be had here
 */
export function readConfig(files: Files) {
  const app = parseJson('app.json', files, App);
  const subPackages = [...(app.subPackages ?? []), ...(app.subpackages ?? [])];
  const plugins = [app, ...subPackages].flatMap(({ plugins }) => Object.keys(plugins ?? {}));
  if (plugins.length > 0)
    throw new Error(`app.json uses the plugin ${plugins.join(', ')}: only WeChat itself can load plugins`);
  const pages = [
    ...app.pages,
    ...subPackages.flatMap((sub) => sub.pages.map((page) => posix.join(sub.root, page))),
  ];
  const theme = app.themeLocation ? parseJson(app.themeLocation, files, Theme) : { light: {}, dark: {} };
  const components: Record<string, z.infer<typeof Component> & Record<string, unknown>> = {};
  const addComponent = (name: string): void => {
    if (components[name]) return;
    if (!files.has(`${name}.wxml`) || !files.has(`${name}.js`))
      throw new Error(`${name} has no .wxml or no .js`);
    const json = files.has(`${name}.json`) ? parseJson(`${name}.json`, files, Component) : {};
    const resolved = (targets: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(targets).map(([key, target]) => [key, absolute(name, target, files)]),
      );
    const isOwn = !name.startsWith('miniprogram_npm/');
    const usingComponents = resolved({ ...(isOwn ? app.usingComponents : {}), ...json.usingComponents });
    const componentGenerics = Object.fromEntries(
      Object.entries(json.componentGenerics ?? {}).map(([key, value]) => [
        key,
        value === true || !value.default
          ? (true as const)
          : { default: absolute(name, value.default, files) },
      ]),
    );
    components[name] = { ...json, usingComponents, componentGenerics };
    for (const target of Object.values(usingComponents)) addComponent(target.slice(1));
    for (const generic of Object.values(componentGenerics))
      if (generic !== true) addComponent(generic.default.slice(1));
  };
  for (const page of pages) addComponent(page);
  if (app.tabBar?.custom === true) addComponent(customTabBar);
  return {
    pages,
    subPackages: subPackages.map((sub) => sub.root),
    window: app.window ?? {},
    resizable: app.resizable ?? false,
    tabBar: app.tabBar,
    theme,
    components,
  };
}

/** Resolves a component's path as WeChat does: absolute, relative, or upwards through miniprogram_npm. */
function absolute(from: string, target: string, files: Files): string {
  const candidates = [
    posix.join('/', target.startsWith('/') ? target : posix.join(posix.dirname(from), target)),
  ];
  if (!target.startsWith('/') && !target.startsWith('.')) {
    for (let folder = posix.dirname(from); ; folder = posix.dirname(folder)) {
      candidates.push(posix.join('/', folder, 'miniprogram_npm', target));
      if (folder === '.' || folder === '/') break;
    }
  }
  // A path may also name the folder of a component whose file is index.
  const found = candidates
    .flatMap((path) => [path, `${path}/index`])
    .find((path) => files.has(`${path.slice(1)}.wxml`));
  if (!found) throw new Error(`${from}.json names the component ${target}, which is not there`);
  return found;
}
