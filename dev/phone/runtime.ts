import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const screen = fileURLToPath(new URL('./screen/main.ts', import.meta.url));
const panel = fileURLToPath(new URL('./panel/main.ts', import.meta.url));

async function bundle(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    minifySyntax: true,
    minifyWhitespace: true,
    charset: 'utf8',
    logLevel: 'silent',
  });
  const output = result.outputFiles[0];
  if (!output) throw new Error(`${entry} gave no bundle`);
  return output.text;
}

let bundles: Promise<{ runtime: string; panel: string }> | undefined;

/** The phone's own code and the panel's for the browser, made once per process. */
export function browserCode(): Promise<{ runtime: string; panel: string }> {
  bundles ??= Promise.all([bundle(screen), bundle(panel)]).then(([runtime, panelCode]) => ({
    runtime,
    panel: panelCode,
  }));
  return bundles;
}
