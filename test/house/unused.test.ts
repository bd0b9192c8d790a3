import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

// What is not used reads as if something depended on it.
const root = path.resolve(__dirname, '../..');

test('every file is reached, and what is exported is imported somewhere', () => {
  const knip = path.join(root, 'node_modules/knip/bin/knip.js');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [knip, '--no-progress', '--include', 'exports,types,files'],
    { cwd: root, encoding: 'utf8' },
  );
  expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
});

const named = z.object({ usingComponents: z.record(z.string(), z.string()).default({}) }).loose();
const miniprogram = path.join(root, 'miniprogram');
/** Every page and component with what it registers. */
const registrations = readdirSync(miniprogram, { recursive: true, encoding: 'utf8' })
  .filter(
    (name) => name.endsWith('.json') && existsSync(path.join(miniprogram, name.replace(/json$/, 'wxml'))),
  )
  .map((name) => {
    const text = readFileSync(path.join(miniprogram, name), 'utf8');
    const wxml = readFileSync(path.join(miniprogram, name.replace(/json$/, 'wxml')), 'utf8');
    return { name, wxml, components: named.parse(JSON.parse(text)).usingComponents };
  });

test('a page registers what its template uses and nothing else', () => {
  const idle = registrations.flatMap(({ name, wxml, components }) =>
    Object.keys(components)
      .filter((tag) => !new RegExp(`<${tag}[\\s/>]`).test(wxml))
      .map((tag) => `${name}: ${tag}`),
  );
  expect(idle).toEqual([]);
});

test('every component is registered somewhere', () => {
  const registered = new Set(registrations.flatMap(({ components }) => Object.values(components)));
  const ours = readdirSync(path.join(miniprogram, 'components')).map((name) => `/components/${name}/${name}`);
  expect(ours.filter((name) => !registered.has(name))).toEqual([]);
});
