// Jest runs what esbuild makes of the sources: the same compiler as the build, so tests and product agree.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { transformSync } = require('esbuild');

// The tests are about the demonstration's college, as the workbench is.
const college = readFileSync(join(__dirname, '../dev/demo/college.json'), 'utf8');
const { name, hotline, envId, domains } = JSON.parse(college);
const settings = JSON.stringify({ name, hotline, envId, host: domains.request });

module.exports = {
  getCacheKey(source, filename) {
    return createHash('sha256').update(filename).update(source).update(settings).digest('hex');
  },
  process(source, filename) {
    const loader = /\.(tsx?)$/.exec(filename)?.[1] ?? 'js';
    const { code } = transformSync(source, {
      loader,
      jsx: 'automatic',
      jsxImportSource: 'preact',
      format: 'cjs',
      target: 'node20',
      sourcemap: 'inline',
      sourcefile: filename,
      define: { 'import.meta.url': '__importMetaUrl', COLLEGE_SETTINGS: settings },
      banner: 'const __importMetaUrl = require("node:url").pathToFileURL(__filename).href;',
    });
    return { code };
  },
};
