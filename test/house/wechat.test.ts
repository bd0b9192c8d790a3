import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

// What WeChat does without a word: the eleventh page, a refusal nobody listens to, a line break that is none.
const folder = path.resolve(__dirname, '../../miniprogram');
const filesEnding = (ending: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));
const scripts = filesEnding('.ts');

/** The arguments of each call of a wx function, up to its closing bracket. */
function callsOf(text: string, name: string): string[] {
  return text
    .split(`wx.${name}(`)
    .slice(1)
    .map((rest) => {
      let depth = 1;
      const end = [...rest].findIndex((letter) => {
        if (letter === '(') depth += 1;
        if (letter === ')') depth -= 1;
        return depth === 0;
      });
      return rest.slice(0, end);
    });
}

test('pages are opened by shared/open-page alone, which minds the limit of ten', () => {
  const users = scripts.filter(({ text }) => text.includes('wx.navigateTo(')).map(({ name }) => name);
  expect(users).toEqual(['shared/open-page.ts']);
  const templates = filesEnding('.wxml').filter(({ text }) => /<navigator\b/.test(text));
  expect(templates.map(({ name }) => name)).toEqual([]);
});

test.each([
  'setClipboardData',
  'makePhoneCall',
  'addPhoneCalendar',
  'saveImageToPhotosAlbum',
  'chooseMessageFile',
  'downloadFile',
  'openDocument',
  'shareFileMessage',
  'saveFileToDisk',
  'openOfficialAccountArticle',
  'openPrivacyContract',
])('a refusal of wx.%s has its answer', (name) => {
  const calls = scripts.flatMap((script) => callsOf(script.text, name).map((call) => [script.name, call]));
  expect(calls.filter(([, call]) => !/\bfail\b/.test(call ?? '')).map(([file]) => file)).toEqual([]);
});

test('no template writes a line break: glass-easel shows two letters, and wcc refuses one in an expression', () => {
  const literal = filesEnding('.wxml').filter(({ text }) => text.includes('\\n'));
  expect(literal.map(({ name }) => name)).toEqual([]);
});
