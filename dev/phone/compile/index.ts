import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../../build/miniprogram';
import { readConfig } from './config';
import { compileStyle, type Files } from './styles';
import { compileTemplates } from './templates';

/** The mini program as the browser takes it. */
export interface CompiledApp {
  script: string;
  style: string;
  /** What was remarked on, by WXML file; the phone says it in the browser's console. */
  warnings: Readonly<Record<string, readonly string[]>>;
}

const textFile = /\.(js|json|wxml|wxss|wxs)$/;

/** Reads what of a built mini program is compiled; pictures and the like are served as files. */
export function readApp(folder: string): Files {
  const paths = listFiles(folder).filter((path) => textFile.test(path));
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

const styles = new Map<string, string>();

/** Same text, same scope, same imports: same CSS. A rebuild after one change compiles one sheet. */
function cachedStyle(path: string, files: Files, scope: Parameters<typeof compileStyle>[2]): string {
  const imports = /@import/.test(files.get(path) ?? '')
    ? [...files]
        .filter(([file]) => file.endsWith('.wxss') && !file.endsWith(`/${path}`))
        .map(([file, text]) => file + text.length)
    : [];
  const key = [path, JSON.stringify(scope), files.get(path), ...imports].join('\0');
  const known = styles.get(key) ?? compileStyle(path, files, scope);
  styles.set(key, known);
  return known;
}

/**
 * Compiles a built mini program, as files, into one script and one style sheet for a browser.
 *
 * @throws Error naming file and place of what cannot be compiled
 */
export function compileApp(folder: string): CompiledApp {
  const files = readApp(folder);
  const config = readConfig(files);
  const pages = new Set(config.pages);
  const scopes: Record<string, string> = {};
  const sheets: string[] = [];
  if (files.has('app.wxss')) sheets.push(cachedStyle('app.wxss', files, {}));
  Object.keys(config.components).forEach((path, index) => {
    const isolation = config.components[path]?.styleIsolation;
    const isPage = pages.has(path);
    const isShared = isPage ? isolation === undefined || /shared$/.test(isolation) : isolation === 'shared';
    const scope = isPage ? { page: path } : isShared ? {} : { classes: `c${index}` };
    if (scope.classes) scopes[path] = scope.classes;
    if (files.has(`${path}.wxss`)) sheets.push(cachedStyle(`${path}.wxss`, files, scope));
  });
  const modules = [...files]
    .filter(([path]) => path.endsWith('.js'))
    .map(
      ([path, code]) =>
        `${JSON.stringify(path)}:function(require,module,exports,wx,App,Page,Component,Behavior,getApp,getCurrentPages,global){${code}\n}`,
    );
  const own = (path: string) => !path.startsWith('miniprogram_npm/');
  const templates = compileTemplates(files, own);
  const script = [
    ...Object.values(templates.warnings).map((lines) => `console.warn(${JSON.stringify(lines.join('\n'))});`),
    `phone.start({config:${JSON.stringify(config)},scopes:${JSON.stringify(scopes)},`,
    `templates:()=>${templates.code},`,
    `modules:{${modules.join(',\n')}}});`,
  ].join('\n');
  return { script, style: sheets.join('\n'), warnings: templates.warnings };
}
