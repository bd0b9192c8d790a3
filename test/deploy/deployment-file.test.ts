import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { functionNames } from '../../dev/build/functions';

const root = path.resolve(__dirname, '../..');
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

const trigger = z.object({ name: z.string(), type: z.literal('timer'), config: z.string() });
const deployment = z.object({
  functions: z.array(
    z.object({
      name: z.string(),
      handler: z.literal('index.main'),
      runtime: z.literal('Nodejs20.19'),
      timeout: z.number().int().min(3).max(60),
      memorySize: z.number().int().multipleOf(128).min(128).max(3072),
      triggers: z.array(trigger).max(1).default([]),
    }),
  ),
});
const ownFile = z.object({ triggers: z.array(trigger).default([]) });

describe('the deployment file', () => {
  const { functions } = deployment.parse(read('cloudbaserc.json'));

  test('lists every function once, and nothing that is none', async () => {
    expect(functions.map(({ name }) => name).sort()).toEqual(await functionNames());
  });

  test('has the same timers as the functions themselves', () => {
    for (const { name, triggers } of functions) {
      const file = `cloudfunctions/${name}/config.json`;
      const own = existsSync(path.join(root, file)) ? ownFile.parse(read(file)).triggers : [];
      expect(triggers).toEqual(own);
    }
  });
});
