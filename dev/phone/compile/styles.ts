import { posix } from 'node:path';
import postcss, { type AtRule, type Root } from 'postcss';
import { convertLengths } from './lengths';
import { rewriteSelector, type Scope } from './selectors';

export type Files = ReadonlyMap<string, string>;

/** Puts imported sheets in place; WXSS has no other way to share. */
function inlineImports(path: string, files: Files, seen: readonly string[]): Root {
  const content = files.get(path);
  if (content === undefined) throw new Error(`${path} is imported but not there`);
  const root = postcss.parse(content, { from: path });
  root.walkAtRules('import', (rule) => {
    const wanted = /['"]([^'"]+)['"]/.exec(rule.params)?.[1] ?? '';
    const target = wanted.startsWith('/') ? wanted.slice(1) : posix.join(posix.dirname(path), wanted);
    const file = target.endsWith('.wxss') ? target : `${target}.wxss`;
    if (seen.includes(file)) rule.remove();
    else rule.replaceWith(inlineImports(file, files, [...seen, file]).nodes);
  });
  return root;
}

const scheme = /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/;

/** The theme is the phone's own switch, not the browser's: media rules become rules under html[data-theme]. */
function themed(rule: AtRule): string | undefined {
  return scheme.exec(rule.params)?.[1];
}

/**
 * Compiles one WXSS file to CSS.
 *
 * @throws postcss' CssSyntaxError with file and line; Error when an imported file is missing
 */
export function compileStyle(path: string, files: Files, scope: Scope): string {
  const root = inlineImports(path, files, [path]);
  // A font on a distant server is taken for blocked: what is drawn with it stays blank, as it may in WeChat.
  root.walkAtRules('font-face', (rule) => {
    if (/https?:\/\//.test(rule.toString())) rule.remove();
  });
  root.walkRules((rule) => {
    if (rule.parent?.type === 'atrule' && /keyframes$/.test((rule.parent as AtRule).name)) return;
    rule.selectors = rule.selectors.map((selector) => rewriteSelector(selector, scope));
  });
  root.walkAtRules('media', (rule) => {
    const theme = themed(rule);
    if (!theme) return;
    rule.walkRules((inner) => {
      inner.selectors = inner.selectors.map((selector) => `:where(html[data-theme="${theme}"]) ${selector}`);
    });
    rule.replaceWith(rule.nodes ?? []);
  });
  return convertLengths(root.toString());
}
