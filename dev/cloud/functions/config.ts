import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { StartError } from '../errors';

export interface FunctionConfig {
  name: string;
  file: string;
  timeoutMs: number;
  memoryMb: number;
  env: Record<string, string>;
  timer?: { name: string; cron: string };
  /** The open APIs it may call: permissions.openapi of its config.json, which only an upload from DevTools reads. */
  openApi: string[];
  /** WeChat gives the timer of such a function a token; a timer made by `tcb` or the console has none. */
  isFromDevTools: boolean;
}

/** What the real service gives a function that no file speaks of. */
const defaults = { timeout: 3, memorySize: 256 };

const deployment = z.looseObject({
  functions: z.array(
    z.looseObject({
      name: z.string(),
      timeout: z.number().int().min(1).max(900).optional(),
      memorySize: z
        .number()
        .int()
        .min(64)
        .max(3072)
        .refine((size) => size === 64 || size % 128 === 0, '64, or a multiple of 128')
        .optional(),
      envVariables: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

const functionFile = z.looseObject({
  triggers: z
    .array(z.object({ name: z.string(), type: z.literal('timer'), config: z.string() }))
    .max(1, 'a cloud function may have one timer only')
    .optional(),
  permissions: z.looseObject({ openapi: z.array(z.string()).optional() }).optional(),
});

/**
 * Finds the built functions: each folder with an index.js. Time and memory come from `cloudbaserc.json`,
 * the timer from the function's own `config.json`.
 * @throws StartError BAD_CONFIG naming the file
 */
export function readFunctions(
  directory: string,
  deploymentFile: string,
  fromDevTools: readonly string[] | 'all' = [],
): FunctionConfig[] {
  if (!existsSync(directory))
    throw new StartError('BAD_CONFIG', `There is no folder of built functions at ${directory}. Build first.`);
  const deployed = existsSync(deploymentFile) ? parse(deploymentFile, deployment).functions : [];
  return readdirSync(directory)
    .sort()
    .filter((name) => existsSync(path.join(directory, name, 'index.js')))
    .map((name) => {
      const own = path.join(directory, name, 'config.json');
      const config = existsSync(own) ? parse(own, functionFile) : undefined;
      const timer = config?.triggers?.[0];
      const isFromDevTools = fromDevTools === 'all' || fromDevTools.includes(name);
      const settings = deployed.find((one) => one.name === name);
      return {
        name,
        file: path.join(directory, name, 'index.js'),
        timeoutMs: (settings?.timeout ?? defaults.timeout) * 1000,
        memoryMb: settings?.memorySize ?? defaults.memorySize,
        env: settings?.envVariables ?? {},
        timer: timer && { name: timer.name, cron: timer.config },
        openApi: isFromDevTools ? (config?.permissions?.openapi ?? []) : [],
        isFromDevTools,
      };
    });
}

function parse<T>(file: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new StartError('BAD_CONFIG', `${file} is not JSON: ${String(cause)}`);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new StartError('BAD_CONFIG', `${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
