import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import postcss, { AtRule, type Rule } from 'postcss';

const PROGRAM = path.join(__dirname, '../../miniprogram');

const sheets = readdirSync(PROGRAM, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.wxss'),
);

/** A rule's selector with the conditions it stands under. */
function nameOf(rule: Rule): string {
  const above: string[] = [];
  for (let parent = rule.parent; parent && parent.type !== 'root'; parent = parent.parent)
    if (parent instanceof AtRule) above.unshift(`@${parent.name} ${parent.params}`);
  return [...above, rule.selector.replace(/\s+/gu, ' ')].join(' ');
}

/** The selectors of one sheet that have more than one rule: the second is written past the first, or left by a merge. */
function twice(css: string): string[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  postcss.parse(css).walkRules((rule) => {
    const name = nameOf(rule);
    if (seen.has(name)) again.add(name);
    seen.add(name);
  });
  return [...again];
}

test('the sheets are found', () => {
  expect(sheets.length).toBeGreaterThan(50);
});

test.each(sheets)('%s has one rule for each selector', (sheet) => {
  expect(twice(readFileSync(path.join(PROGRAM, sheet), 'utf8'))).toEqual([]);
});

test.each([
  ['.a { top: 0 } .b { top: 0 } .a { left: 0 }', ['.a']],
  ['.a { top: 0 } @media (x) { .a { top: 1px } }', []],
  ['@media (x) { .a { top: 0 } .a { top: 1px } }', ['@media (x) .a']],
  ['.a\n .b { top: 0 } .a .b { top: 0 }', ['.a .b']],
])('two rules for one selector are seen in %j', (css, expected) => {
  expect(twice(css)).toEqual(expected);
});
