import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { HttpOptions } from '../../dev/cloud/cloud';
import { START } from '../booking/crowd';
import { root } from '../built';
import { type Product, startProduct } from '../cloud';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ now: START });
});
afterAll(() => product.stop());

const post = (body: string): HttpOptions => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body,
});

/** Every way in which an HTTP function answers: each route, and each kind of refusal. */
const ROUTES: ReadonlyArray<readonly [what: string, name: string, request: HttpOptions]> = [
  ...[
    '/previews',
    '/minutes',
    '/results',
    '/keys/session-1',
    '/counted/session-1.1',
    '/opening/session-1.1',
    '/passes/2026-12',
    '/data/sessions',
    '/data/sessions/99',
    '/data/cards',
    '/data/commitments',
    '/data/record',
  ].map((at) => [`portal ${at}`, 'portal', { path: at }] as const),
  ['portal HEAD', 'portal', { method: 'HEAD', path: '/previews' }],
  ['portal POST', 'portal', post('{}')],
  ['wall, malformed digits', 'portal', { ...post('{}'), path: '/wall/pair' }],
  ['wall, wrong digits', 'portal', { ...post('{"code":"000000"}'), path: '/wall/pair' }],
  ['wall, nobody’s key', 'portal', { ...post('<script>'), path: '/wall/state' }],
  ['wall by GET', 'portal', { path: '/wall/state' }],
  ['portal with too long a path', 'portal', { path: `/${'a'.repeat(300)}` }],
  ...['ballot', 'remark', 'letterbox'].flatMap((box) => [
    [`${box} malformed`, box, post('{}')] as const,
    [`${box} with no JSON`, box, post('<script>')] as const,
    [`${box} by GET`, box, {}] as const,
  ]),
];

const answersOverHttp = (name: string): boolean => {
  const file = path.join(root, 'cloudfunctions', name, 'index.ts');
  return /httpMethod|doorOf\(/.test(readFileSync(file, 'utf8'));
};

test('every function that answers over HTTP is asked here', () => {
  const folders = readdirSync(path.join(root, 'cloudfunctions'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => readdirSync(path.join(root, 'cloudfunctions', name)).includes('index.ts'))
    .filter(answersOverHttp);
  expect(folders.sort()).toEqual([...new Set(ROUTES.map(([, name]) => name))].sort());
});

test.each(ROUTES)('%s tells the browser to run, frame and guess nothing', async (_what, name, request) => {
  const { headers } = await product.cloud.http(name, request);
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': expect.stringMatching(/^max-age=\d{8,}/),
    'content-type': expect.stringMatching(/^application\/json/),
  });
  const policy = headers['content-security-policy'] ?? '';
  for (const rule of [
    "default-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ])
    expect(policy.split('; ')).toContain(rule);
  expect(policy).not.toContain('unsafe');
});
