import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { root } from '../root';
import { variablesOf } from './variables';
import { zip } from './zip';

const trigger = z.object({ name: z.string(), type: z.literal('timer'), config: z.string() });
const deploymentFile = z.object({
  functions: z.array(
    z.object({
      name: z.string(),
      handler: z.string(),
      runtime: z.string(),
      timeout: z.number(),
      memorySize: z.number(),
      triggers: z.array(trigger).default([]),
    }),
  ),
});

/** A function that is built: settings of cloudbaserc.json and code. */
export interface PackedFunction {
  name: string;
  handler: string;
  runtime: string;
  timeout: number;
  memorySize: number;
  triggers: { name: string; config: string }[];
  bundle: string;
  code: Buffer;
  /** Says which code is there; kept in the function's description, because the platform's own sum is not documented. */
  description: string;
}

/** A function as it is to be, with the college's variables. */
export interface WantedFunction extends PackedFunction {
  variables: Record<string, string>;
}

/** By this much the interface takes a zip file inside the call. */
const MOST_ZIP_BYTES = 1.5 * 1024 * 1024;

/**
 * @param built folder of the built functions
 * @throws Error when a function is not built, or larger than the interface takes
 */
export function packFunctions(built: string): PackedFunction[] {
  const text = readFileSync(join(root, 'cloudbaserc.json'), 'utf8');
  return deploymentFile.parse(JSON.parse(text)).functions.map((settings) => {
    const folder = join(built, settings.name);
    const files = readdirSync(folder)
      .sort()
      .map((file) => [file, readFileSync(join(folder, file))] as const);
    const code = zip(files);
    if (code.length > MOST_ZIP_BYTES)
      throw new Error(`${settings.name} 打包后 ${code.length} 字节，接口最多收 ${MOST_ZIP_BYTES} 字节`);
    const bundle = readFileSync(join(folder, 'index.js'), 'utf8');
    const digest = createHash('sha256').update(code).digest('hex').slice(0, 16);
    return { ...settings, bundle, code, description: `code ${digest}` };
  });
}

/** @param all every variable that functions may be given */
export const withVariables = (
  packed: readonly PackedFunction[],
  all: Readonly<Record<string, string>>,
): WantedFunction[] =>
  packed.map((settings) => ({ ...settings, variables: variablesOf(settings.bundle, all) }));
