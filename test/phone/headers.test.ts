import { type Host, startHost } from './host';

let host: Host;
beforeAll(async () => {
  host = await startHost();
});
afterAll(() => host.stop());

test.each([
  '/',
  '/phone',
  '/phone/runtime.js',
  '/phone/phone.css',
  '/phone/people',
  '/fonts/index.css',
  '/nothing',
])('the workbench runs no script but its own at %s, and is framed by itself only', async (at) => {
  const { headers } = await fetch(host.phone.url + at);
  const policy = headers.get('content-security-policy')?.split('; ') ?? [];
  expect(policy).toEqual(
    expect.arrayContaining(["default-src 'self'", "frame-ancestors 'self'", "object-src 'none'"]),
  );
  // Scripts follow default-src: neither in the page nor made from text.
  expect(policy.filter((rule) => rule.startsWith('script-src'))).toEqual([]);
  expect(policy.join()).not.toContain('unsafe-eval');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

test.each(['/', '/phone'])('no script stands in the page at %s', async (at) => {
  const page = await (await fetch(host.phone.url + at)).text();
  expect(page).toContain('<script src=');
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
  expect(page).not.toMatch(/\son[a-z]+=/);
});
