/** Style sheet with one rule for each of TDesign's two thousand icons: a ninth of the main package's limit. */
const iconSheet = /(^|\/)tdesign-miniprogram\/icon\/icon\.wxss$/;
const iconRule = /\.t-icon-([\w-]+):before\s*\{[^}]*\}\s*/g;

/**
 * Leaves in TDesign's icon sheet the icons whose names stand somewhere in the mini program. A name put together at
 * run time would be missed, so names are always written whole.
 *
 * @param files the mini program's files; the sheet is replaced in place
 */
export function keepUsedIcons(files: Map<string, string | Buffer>): void {
  const sheet = [...files.keys()].find((path) => iconSheet.test(path));
  if (!sheet) return;
  const words = new Set<string>();
  for (const [path, content] of files) {
    if (path === sheet || !/\.(js|wxml|json)$/.test(path)) continue;
    for (const [word] of String(content).matchAll(/[a-z][a-z0-9]*(?:-[a-z0-9]+)*/g)) words.add(word);
  }
  const pruned = String(files.get(sheet)).replace(iconRule, (rule, name: string) =>
    words.has(name) ? rule : '',
  );
  files.set(sheet, pruned);
}
