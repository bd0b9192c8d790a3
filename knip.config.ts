import { readdirSync, readFileSync } from 'node:fs';
import type { KnipConfig } from 'knip';

// Pages and components are named by JSON that knip does not read; what lies in app.json is an entry like any other.
interface AppJson {
  pages: string[];
  subPackages: { root: string; pages: string[] }[];
}
const app: AppJson = JSON.parse(readFileSync('miniprogram/app.json', 'utf8'));
const pages = [
  ...app.pages,
  ...app.subPackages.flatMap(({ root, pages: inside }) => inside.map((page) => `${root}/${page}`)),
];
const components = readdirSync('miniprogram/components').map((name) => `components/${name}/${name}`);

const config: KnipConfig = {
  entry: [
    // A component of one page lies beside it.
    'miniprogram/packages/case/inbox/beside/case-beside.ts',
    'miniprogram/packages/hall/room/table/hall-table.ts',
    'miniprogram/packages/hall/seats/inbox/seat-inbox.ts',
    'miniprogram/packages/office/plan/people/plan-people.ts',
    'miniprogram/app.ts',
    ...[...pages, ...components].map((name) => `miniprogram/${name}.ts`),
    'cloudfunctions/*/index.ts',
    'cloudfunctions/portal/wall/browser/main.tsx',
    'dev/**/*.{ts,tsx,mjs}',
    'test/**/*.{ts,cjs,mjs}',
    'typings/*.d.ts',
  ],
  project: ['miniprogram/**/*.ts', 'cloudfunctions/**/*.{ts,tsx}'],
};

export default config;
