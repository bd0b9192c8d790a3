import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const svgFolder = join(
  dirname(createRequire(import.meta.url).resolve('tdesign-icons-svg/package.json')),
  'src',
);

/** Style sheet with one rule for each of TDesign's two thousand icons, as letters of a font on TDesign's server. */
const iconSheet = /(^|\/)tdesign-miniprogram\/icon\/icon\.wxss$/;
const iconRule = /\.t-icon-([\w-]+):before\s*\{[^}]*\}\s*/g;
const distantFont = /@font-face\s*\{[^}]*https?:[^}]*\}\s*/g;
const fontOfIcons = /\.t-icon\s*\{\s*font-family:[^}]*\}\s*/g;

/** A picture in a sheet; only what would end the address early or start a fragment is written in numbers. */
const inSheet = (svg: string): string =>
  svg.replace(/"/g, "'").replace(/[%#<>{}\n]/g, (letter) => encodeURIComponent(letter));

/** One icon drawn as a mask over the text's own colour, so that colour and size stay those of a letter. */
function drawn(name: string): string {
  const file = join(svgFolder, `${name}.svg`);
  if (!existsSync(file)) return '';
  const svg = readFileSync(file, 'utf8')
    .replace('view-box=', 'viewBox=')
    .replace(/ (?:width|height)="1em"| class="[^"]*"/g, '')
    .replace(/currentColor/g, '#000');
  const mask = `url("data:image/svg+xml,${inSheet(svg)}") center/contain no-repeat`;
  return `.t-icon-${name}:before{content:"";display:block;width:1em;height:1em;background:currentColor;-webkit-mask:${mask};}\n`;
}

/** Whole names in quotes: those that a template or a script may hand to an icon. */
const quoted = /["'`]([a-z][a-z0-9]*(?:-[a-z0-9]+)*)["'`]/g;

/**
 * Puts pictures in place of the font, for the icons whose names stand quoted somewhere in the mini program; the others
 * go. A name put together at run time would be missed, so names are always written whole. Nothing is fetched: a font on
 * another server would be asked for at each start, and every icon would be blank where it is blocked.
 *
 * @param files the mini program's files; the sheet is replaced in place
 */
export function drawUsedIcons(files: Map<string, string | Buffer>): void {
  const sheet = [...files.keys()].find((path) => iconSheet.test(path));
  if (!sheet) return;
  const names = new Set<string>();
  for (const [path, content] of files) {
    if (path === sheet || !/\.(js|wxml|wxs|json)$/.test(path)) continue;
    for (const [, name = ''] of String(content).matchAll(quoted)) names.add(name);
  }
  const own = String(files.get(sheet))
    .replace(distantFont, '')
    .replace(fontOfIcons, '')
    .replace(iconRule, (_rule, name: string) => (names.has(name) ? drawn(name) : ''));
  files.set(sheet, own);
}
