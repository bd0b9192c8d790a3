import { hallCodeIn, hallLink, scannedIn } from '../../../miniprogram/shared/hall';

const CODE = '4D/session-16/t4k2x1/abcdefghijklmnop';

test('the screen shows a link that WeChat can open, or the bare code of a college without a domain', () => {
  expect(hallLink('college.example', CODE)).toBe(`https://college.example/h/${CODE}`);
  expect(hallLink('', CODE)).toBe(CODE);
});

test.each([
  ['the link', `https://college.example/h/${CODE}`, CODE],
  ['the bare code', CODE, CODE],
  ['a link that is not https', `http://college.example/h/${CODE}`, null],
  ['a link to something else', 'https://college.example/h/about', null],
  ['a link with more behind it', `https://college.example/h/${CODE}?from=x`, null],
  ['other text', 'hello', null],
  ['a code with a part missing', '4D/session-16/t4k2x1', null],
])('of %s the code is taken, or nothing', (_, text, code) => {
  expect(hallCodeIn(text)).toEqual(code === null ? null : { code, sessionId: 'session-16' });
});

test.each([
  ['the whole link, encoded', encodeURIComponent(`https://college.example/h/${CODE}`), CODE],
  ['a link cut off in an escape', 'https%3A%2F%2Fcollege.example%2', null],
  ['nothing', '', null],
])('of %s in the query the code is taken, or nothing', (_, query, code) => {
  expect(scannedIn(query)).toEqual(code === null ? null : { code, sessionId: 'session-16' });
});
