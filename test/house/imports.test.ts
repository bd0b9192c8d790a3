import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

// Who looks at whom, types included: the linter walls off what must never be reached, this holds the whole plan.
const root = path.resolve(__dirname, '../..');

const files = ['cloudfunctions', 'miniprogram', 'dev'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.join(folder, name)),
);
const known = new Set(files);

/** The file that a relative import means, or null for what is not TypeScript of ours. */
function fileMeant(from: string, specifier: string): string | null {
  const base = path.join(path.dirname(from), specifier);
  return [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`, base].find((name) => known.has(name)) ?? null;
}

const importsOf = (file: string): string[] => {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g)].flatMap(
    ([, specifier = '']) => fileMeant(file, specifier) ?? [],
  );
};
const graph = new Map(files.map((file) => [file, importsOf(file)]));

/** The way round from a file back to itself, or null. */
function circleFrom(start: string): string[] | null {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let file = queue.shift(); file !== undefined; file = queue.shift())
    for (const next of graph.get(file) ?? []) {
      if (next === start) {
        const way = [start];
        for (let back = file; back !== start; back = cameFrom.get(back) ?? start) way.unshift(back);
        return [start, ...way];
      }
      if (!cameFrom.has(next)) {
        cameFrom.set(next, file);
        queue.push(next);
      }
    }
  return null;
}

/** Which room each file lies in: the first that fits. */
const ROOMS: ReadonlyArray<readonly [room: string, folder: RegExp]> = [
  ['shared', /^miniprogram\/shared\//],
  ['view', /^miniprogram\/view\//],
  ['api', /^miniprogram\/api\//],
  ['phone ballot', /^miniprogram\/ballot\//],
  ['components', /^miniprogram\/components\//],
  ['pages', /^miniprogram\/(pages|packages)\/|^miniprogram\/app\.ts$/],
  ['contract', /^cloudfunctions\/contract\//],
  ['core people', /^cloudfunctions\/core\/people\//],
  ['core message', /^cloudfunctions\/core\/message\//],
  ['core rules', /^cloudfunctions\/core\/rules\//],
  ['core session', /^cloudfunctions\/core\/session\//],
  ['core hall', /^cloudfunctions\/core\/hall\//],
  ['core survey', /^cloudfunctions\/core\/survey\//],
  ['core case', /^cloudfunctions\/core\/case\//],
  ['core report', /^cloudfunctions\/core\/report\//],
  ['core', /^cloudfunctions\/core\//],
  ['platform database', /^cloudfunctions\/platform\/database\//],
  ['platform call', /^cloudfunctions\/platform\/call\//],
  ['platform', /^cloudfunctions\/platform\//],
  ['ballot functions', /^cloudfunctions\/(ballot|remark|letterbox)\//],
  // One hash for codes given on both ways; it knows nothing else.
  ['receipt hash', /^cloudfunctions\/case\/receipt-hash\.ts$/],
  // Runs in a browser; of the functions it knows what they answer.
  ['wall page', /^cloudfunctions\/portal\/wall\/browser\//],
  // Pages of the college's web say everything by the app's own labels.
  ['portal', /^cloudfunctions\/portal\//],
  ['functions', /^cloudfunctions\//],
  ['local cloud', /^dev\/cloud\//],
  ['phone', /^dev\/phone\//],
  ['build', /^dev\/build\//],
  ['college file', /^dev\/(college\/college-file|root)\.ts$/],
  ['workbench', /^dev\//],
];

const GROUND = ['shared', 'contract', 'core'];
const FIRST_FLOOR = ['core people', 'core message', 'core rules'];
const CORE = [...FIRST_FLOOR, 'core session', 'core hall', 'core survey', 'core case', 'core report', 'core'];

/** What each room may import beside itself. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  view: ['shared', 'api'],
  api: ['shared', 'phone ballot', 'contract'],
  'phone ballot': ['shared'],
  components: ['shared'],
  pages: ['shared', 'view', 'api', 'phone ballot', 'components'],
  contract: ['shared'],
  core: ['shared', 'contract'],
  'core people': GROUND,
  'core message': GROUND,
  'core rules': GROUND,
  'core session': [...GROUND, ...FIRST_FLOOR],
  'core hall': [...GROUND, ...FIRST_FLOOR],
  'core survey': [...GROUND, 'core message', 'core rules'],
  'core case': [...GROUND, ...FIRST_FLOOR],
  'core report': [...GROUND, 'core rules', 'core case', 'core hall', 'core survey'],
  'platform database': [...GROUND, ...CORE],
  'platform call': [...GROUND, ...CORE, 'platform database'],
  platform: [...GROUND, ...CORE, 'platform database', 'platform call'],
  'receipt hash': [],
  'wall page': ['shared', 'view', 'contract'],
  'ballot functions': [...GROUND, ...CORE, 'receipt hash'],
  portal: ['shared', 'functions', 'contract', ...CORE, 'platform', 'platform database', 'platform call'],
  functions: ['receipt hash', 'contract', ...CORE, 'platform', 'platform database', 'platform call'],
  // Both meet the product as files that were built.
  'local cloud': [],
  phone: ['build'],
  // One build for each college.
  build: ['shared', 'college file'],
  // What a template's field takes is one rule, for the file and for the functions.
  'college file': ['shared', 'core message'],
  // Demo, attack, bench and the college's commands drive the product itself.
  workbench: [
    ...GROUND,
    ...CORE,
    'phone ballot',
    'platform',
    'platform database',
    'platform call',
    'functions',
    'portal',
    'ballot functions',
    'local cloud',
    'phone',
    'build',
    'college file',
  ],
};

const roomOf = (file: string): string => ROOMS.find(([, folder]) => folder.test(file))?.[0] ?? file;

test('nothing imports itself round a corner', () => {
  const circles = files.flatMap((file) => {
    const circle = circleFrom(file);
    return circle ? [circle.join(' → ')] : [];
  });
  expect(circles).toEqual([]);
});

test('every file lies in a room, and no room looks up', () => {
  const arrows = files.flatMap((file) =>
    (graph.get(file) ?? [])
      .filter((other) => roomOf(other) !== roomOf(file) && !MAY[roomOf(file)]?.includes(roomOf(other)))
      .map((other) => `${file} → ${other}`),
  );
  expect(arrows).toEqual([]);
});
