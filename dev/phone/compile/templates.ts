import { posix } from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import type { Files } from './styles';

interface Finding {
  level: number;
  message: string;
  startLine: number;
  startColumn: number;
}

function isFinding(value: unknown): value is Finding {
  return typeof value === 'object' && value !== null && 'level' in value && 'message' in value;
}

// Levels of glass-easel's compiler: 3 and above stop a template from meaning what it says.
const errorLevel = 3;

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
 * Compiles all WXML and WXS to one expression whose value maps a path to its template.
 *
 * @param strict which paths must be free of errors; in others (packages) they are left to the official compiler
 * @throws Error listing file, line and message of each error
 */
export function compileTemplates(files: Files, strict: (path: string) => boolean): string {
  const group = new TmplGroup();
  try {
    const errors: string[] = [];
    for (const [path, content] of files) {
      if (path.endsWith('.wxs')) group.addScript(withoutExtension(path), convertScript(content));
      if (!path.endsWith('.wxml')) continue;
      const name = withoutExtension(path);
      const findings: unknown = group.addTmpl(name, content);
      for (const finding of Array.isArray(findings) ? findings : []) {
        if (!isFinding(finding) || finding.level < errorLevel || !strict(path)) continue;
        errors.push(`${path}:${finding.startLine + 1}:${finding.startColumn + 1} ${finding.message}`);
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
    return group.getTmplGenObjectGroups();
  } finally {
    group.free();
  }
}
