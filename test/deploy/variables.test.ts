import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoCollege } from '../../dev/college/college-file';
import { allVariables, SET_BY_HAND, variablesOf } from '../../dev/deploy/variables';
import { collegeWith, secrets } from './college-site';

const root = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const sources = readdirSync(join(root, 'cloudfunctions'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => read(join('cloudfunctions', file)))
  .join('\n');
const found = (text: string, shape: RegExp) =>
  Array.from(new Set(Array.from(text.matchAll(shape), ([, name]) => name ?? ''))).sort();
/** Only the tests set it. */
const OF_TESTS = ['STRICT_ANSWERS'];

const used = found(sources, /process\.env\.([A-Z_]+)/g);
const known = [...Object.keys(allVariables(demoCollege(), secrets)), ...SET_BY_HAND, ...OF_TESTS];

test('every variable that the functions read is one that the deployment sets or leaves to the college', () => {
  expect(used.filter((name) => !known.includes(name))).toEqual([]);
});

test('every variable stands in the table of the deployment guide, and no other', () => {
  const table = read('docs/deploy.md')
    .split('\n')
    .filter((line) => /^\| `[A-Z_]+`/.test(line));
  const listed = found(table.map((line) => line.split('|')[1]).join(), /`([A-Z_]+)`/g);
  expect(listed).toEqual([...known].sort());
});

test('the variables say what the college set', () => {
  const college = collegeWith({
    routePrefix: '/dialogue',
    templates: { preview: 'T' },
    officialAccount: { appId: 'wx0123456789abcdee' },
    messagesOpen: 'trial',
  });
  expect(allVariables(college, secrets)).toMatchObject({
    TCB_ENV: 'linjiang-1a2b3c',
    HTTP_BASE_URL: 'https://dialogue.linjiang.edu.cn/dialogue',
    MESSAGE_TEMPLATES: '{"preview":"T"}',
    MINIPROGRAM_STATE: 'trial',
    OA_APP_ID: 'wx0123456789abcdee',
    OA_APP_SECRET: 'secret-of-the-account',
  });
});

test('templates with the usual fields are handed over by their id alone', () => {
  const fields = { subject: 'thing1', time: 'time2', place: 'thing3', note: 'thing4' };
  const other = { id: 'U', fields: { ...fields, note: 'thing5' } };
  const college = collegeWith({ templates: { preview: { id: 'T', fields }, booking_offered: other } });
  const { MESSAGE_TEMPLATES = '' } = allVariables(college, secrets);
  expect(JSON.parse(MESSAGE_TEMPLATES)).toEqual({ preview: 'T', booking_offered: other });
});

test.each([
  ['what it reads', 'x = process.env.CASE_SECRET;', ['CASE_SECRET']],
  ['nothing of a longer name', 'x = process.env.CASE_SECRET_OLD;', []],
  ['nothing that is empty', 'x = process.env.OA_APP_ID;', []],
])('a function is given %s', (_, bundle, names) => {
  expect(Object.keys(variablesOf(bundle, allVariables(collegeWith(), secrets)))).toEqual(names);
});
