import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMiniProgram } from '../../dev/build/miniprogram';
import { convertLengths } from '../../dev/phone/compile/lengths';
import { rewriteSelector, type Scope } from '../../dev/phone/compile/selectors';
import { compileStyle } from '../../dev/phone/compile/styles';

describe('lengths', () => {
  test.each([
    ['the whole width', '750rpx', '100vw'],
    ['half a pixel of a phone 375 wide', '1rpx', '0.13333vw'],
    ['a negative one', 'margin:-7.5rpx', 'margin:-1vw'],
    ['height of the view', '50vh', 'calc(50 * var(--page-vh, 1vh))'],
    ['the notch', 'env(safe-area-inset-bottom)', 'var(--safe-bottom, 0px)'],
    ['a name that ends in a unit', 'arpx', 'arpx'],
  ])('%s', (_, given, wanted) => expect(convertLengths(given)).toBe(wanted));
});

describe('selectors', () => {
  const cases: { label: string; selector: string; scope: Scope; wanted: string }[] = [
    { label: 'app.wxss keeps its classes', selector: '.a', scope: {}, wanted: '.a' },
    {
      label: "a component's classes are its own",
      selector: '.a.b',
      scope: { classes: 'c1' },
      wanted: '.c1--a.c1--b',
    },
    {
      label: "a page's rules hold in its frame",
      selector: '.a',
      scope: { page: 'p/p' },
      wanted: ':where([data-page="p/p"]) .a',
    },
    {
      label: 'tags are those of the mini program',
      selector: 'page view',
      scope: {},
      wanted: 'wx-page wx-view',
    },
    {
      label: 'the host of a component',
      selector: ':host',
      scope: { classes: 'c1' },
      wanted: '[wx-host="c1"]',
    },
    { label: 'an id', selector: '#a', scope: {}, wanted: '[id$="--a"]' },
    {
      label: 'pseudo classes and attributes stay',
      selector: '.a:not(.b)[data-x=".c"]::after',
      scope: { classes: 'c1' },
      wanted: '.c1--a:not(.c1--b)[data-x=".c"]::after',
    },
  ];
  test.each(cases)('$label', ({ selector, scope, wanted }) =>
    expect(rewriteSelector(selector, scope)).toBe(wanted),
  );
});

describe('styles', () => {
  const compile = (wxss: string) => compileStyle('a.wxss', new Map([['a.wxss', wxss]]), {});

  test('dark rules hold when the phone is dark, whatever the browser prefers', () => {
    expect(compile('@media (prefers-color-scheme: dark) { page { color: red } }').trim()).toBe(
      ':where(html[data-theme="dark"]) wx-page { color: red }',
    );
  });

  test('steps of an animation are no selectors', () => {
    expect(compile('@keyframes turn { from { top: 0 } to { top: 1px } }')).toContain('from { top: 0 }');
  });

  test('a missing import is named', () => {
    expect(() => compile('@import "b.wxss";')).toThrow('b.wxss is imported but not there');
  });
});

describe('the build names what is missing', () => {
  const build = async (files: Record<string, string>) => {
    const source = mkdtempSync(join(tmpdir(), 'build-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(source, name), text);
    try {
      await buildMiniProgram({ out: join(source, 'dist'), source });
    } finally {
      rmSync(source, { recursive: true });
    }
  };
  const page = { 'a.ts': 'Page({})', 'a.wxml': '<view/>' };

  test.each([
    ['a page', { 'app.json': '{"pages":["a","b"]}', ...page }, 'b.ts (wanted by app.json)'],
    [
      'a tab',
      { 'app.json': '{"pages":["a"],"tabBar":{"list":[{"pagePath":"c"}]}}', ...page },
      'c (a tab of app.json, not among its pages)',
    ],
    [
      'a component',
      { 'app.json': '{"pages":["a"]}', ...page, 'a.json': '{"usingComponents":{"x":"./x"}}' },
      'x.ts (wanted by a.json)',
    ],
    [
      'an import',
      { 'app.json': '{"pages":["a"]}', ...page, 'a.ts': "import { x } from './x'; Page({ x });" },
      'a.js imports ./x',
    ],
  ])('%s', async (_, files, message) => {
    await expect(build(files)).rejects.toThrow(message);
  });
});
