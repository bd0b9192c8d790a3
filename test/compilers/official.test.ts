import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMiniProgram, listFiles } from '../../dev/build/miniprogram';
import { runOfficial } from './official-compiler';

let dist: string;
let files: string[];

beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'compilers-'));
  await buildMiniProgram({ out: dist });
  files = listFiles(dist);
});

afterAll(() => rmSync(dist, { recursive: true, force: true }));

const ending = (...endings: string[]) => files.filter((file) => endings.some((end) => file.endsWith(end)));

test('wcc accepts every WXML and WXS file, those of TDesign too', () => {
  const templates = ending('.wxml', '.wxs');
  expect(templates.some((file) => file.startsWith('miniprogram_npm/tdesign-miniprogram/'))).toBe(true);
  expect(runOfficial('wcc', dist, templates)).toEqual({ isAccepted: true, complaint: '' });
});

test('wcsc accepts every WXSS file, those of TDesign too', () => {
  expect(runOfficial('wcsc', dist, ending('.wxss')).isAccepted).toBe(true);
});

describe('the compilers do refuse what is wrong', () => {
  const cases: { label: string; compiler: 'wcc' | 'wcsc'; file: string; text: string }[] = [
    { label: 'an unclosed tag', compiler: 'wcc', file: 'tag.wxml', text: '<view><text></view>' },
    {
      label: 'optional chaining in a template',
      compiler: 'wcc',
      file: 'chain.wxml',
      text: '<view>{{a?.b}}</view>',
    },
    { label: 'an unclosed rule', compiler: 'wcsc', file: 'rule.wxss', text: '.a { color: red' },
  ];

  test.each(cases)('$label', ({ compiler, file, text }) => {
    const folder = mkdtempSync(join(tmpdir(), 'refused-'));
    writeFileSync(join(folder, file), text);
    expect(runOfficial(compiler, folder, [file]).isAccepted).toBe(false);
    rmSync(folder, { recursive: true });
  });
});
