import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Files } from './styles';

const require = createRequire(import.meta.url);

/** Folder of the SVG files of TDesign's icons. */
export const iconFolder = join(dirname(require.resolve('tdesign-icons-svg/package.json')), 'src');

let names: Set<string> | undefined;

function iconNames(): Set<string> {
  names ??= new Set(
    readdirSync(iconFolder)
      .filter((file) => file.endsWith('.svg'))
      .map((file) => file.slice(0, -'.svg'.length)),
  );
  return names;
}

/**
 * TDesign's icon font comes from a server that is out of reach here and in CI. The phone draws the same icons
 * from the SVG files as masks, for every icon whose name stands somewhere in the mini program.
 */
export function iconStyles(files: Files): string {
  const known = iconNames();
  const used = new Set<string>();
  for (const content of files.values()) {
    for (const [word] of content.matchAll(/[a-z][a-z0-9]*(?:-[a-z0-9]+)*/g)) {
      if (known.has(word)) used.add(word);
    }
  }
  const rules = [...used].sort().map((name) => {
    const svg = readFileSync(join(iconFolder, `${name}.svg`), 'utf8').replace('view-box=', 'viewBox=');
    const mask = `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
    return `.t-icon-${name}:before,[class*="--t-icon-${name} "]:before,[class$="--t-icon-${name}"]:before{--icon:${mask}}`;
  });
  return [
    '[class*="t-icon-"]:before{content:""!important;display:block;width:1em;height:1em;background:currentColor;',
    'mask:var(--icon) center/contain no-repeat;-webkit-mask:var(--icon) center/contain no-repeat}',
    ...rules,
  ].join('\n');
}
