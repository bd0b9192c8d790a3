import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const sources = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => read(join(folder, file)))
    .join('\n');
const found = (text: string, shape: RegExp) =>
  Array.from(new Set(Array.from(text.matchAll(shape), ([, name]) => name ?? ''))).sort();

const guide = read('docs/deploy.md');

test('every variable that the functions read stands in the table of the deployment guide, and no other', () => {
  const used = found(sources('cloudfunctions'), /process\.env\.([A-Z_]+)/g);
  const table = guide.split('\n').filter((line) => line.startsWith('| `') && /^\| `[A-Z_]+`/.test(line));
  expect(found(table.map((line) => line.split('|')[1]).join(), /`([A-Z_]+)`/g)).toEqual(used);
});

test.each(['chooseMedia', 'chooseMessageFile', 'setClipboardData', 'addPhoneCalendar'])(
  'the privacy declaration names wx.%s, which the pages call',
  (name) => {
    expect(sources('miniprogram')).toContain(`wx.${name}`);
    expect(guide).toContain(`| \`wx.${name}\` |`);
  },
);

test.each([
  'getLocation',
  'chooseLocation',
  'saveImageToPhotosAlbum',
  'getUserProfile',
  'getClipboardData',
  'startRecord',
])('the pages never call wx.%s, which would have to be declared', (name) => {
  expect(sources('miniprogram')).not.toContain(`wx.${name}`);
});
