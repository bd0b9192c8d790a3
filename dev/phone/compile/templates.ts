import { posix } from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import type { Files } from './styles';

interface Finding {
  level: string;
  message: string;
  startLine: number;
  startColumn: number;
}

function isFinding(value: unknown): value is Finding {
  return typeof value === 'object' && value !== null && 'level' in value && 'message' in value;
}

/**
 * What WeChat's own compiler refuses as well: an expression that is none, and tags that do not close each other. All
 * else that glass-easel's compiler remarks on (an attribute given twice, a capital letter, an unknown prefix, a binding
 * where it expects none), WeChat's takes without a word.
 */
const isRefused = ({ level, message }: Finding): boolean =>
  level === 'Fatal' || message === 'missing end tag' || message === 'invalid end tag';

/** Templates as one expression, and what was remarked on in each file. */
export interface CompiledTemplates {
  code: string;
  warnings: Readonly<Record<string, readonly string[]>>;
}

const withoutExtension = (path: string) => path.replace(/\.(wxml|wxs)$/, '');

/**
 * WXS differs from JavaScript where it matters to TDesign: `x.constructor` is the name of the kind.
 * The runtime gives every value a hidden `wxsKind`; modules are known without their extension.
 */
export function convertScript(code: string): string {
  return code
    .replace(/\.constructor\b/g, '.wxsKind')
    .replace(/\brequire\(\s*(['"])([^'"]+?)\.wxs\1\s*\)/g, 'require("$2")');
}

/**
 * Compiles all WXML and WXS to one expression whose value maps a path to its template. What stops no official compiler
 * becomes a warning of its file and stops nothing here.
 *
 * @param strict which paths must be free of errors; in others (packages) they are left to the official compiler
 * @throws Error listing file, line and message of each error
 */
export function compileTemplates(files: Files, strict: (path: string) => boolean): CompiledTemplates {
  const group = new TmplGroup();
  try {
    const errors: string[] = [];
    const warnings: Record<string, string[]> = {};
    for (const [path, content] of files) {
      if (path.endsWith('.wxs')) group.addScript(withoutExtension(path), convertScript(content));
      if (!path.endsWith('.wxml')) continue;
      const name = withoutExtension(path);
      const findings: unknown = group.addTmpl(name, content);
      for (const finding of Array.isArray(findings) ? findings : []) {
        if (!isFinding(finding) || !strict(path)) continue;
        const line = `${path}:${finding.startLine + 1}:${finding.startColumn + 1} ${finding.message}`;
        if (isRefused(finding)) errors.push(line);
        else warnings[path] = [...(warnings[path] ?? []), line];
      }
      for (const module of group.getInlineScriptModuleNames(name)) {
        const inline = String(module);
        group.setInlineScript(name, inline, convertScript(group.getInlineScript(name, inline)));
      }
      for (const script of group.getScriptDependencies(name)) {
        const wanted = `${String(script)}.wxs`;
        if (!files.has(posix.normalize(wanted))) errors.push(`${path} uses ${wanted}, which is not there`);
      }
    }
    if (errors.length > 0) throw new Error(errors.join('\n'));
    group.setExtraRuntimeScript(
      'Q.A=phone.changeFilter;Q.C=phone.callListener;var getRegExp=phone.getRegExp,getDate=phone.getDate;',
    );
    return { code: group.getTmplGenObjectGroups(), warnings };
  } finally {
    group.free();
  }
}
