/** `npm run mutants`: small faults are put into the rules and the phone's code one at a time; do the tests notice? */
export default {
  // Not Jest: starting it for each of nine thousand mutants takes hours (test/mutants/runner.mjs).
  testRunner: 'pure',
  plugins: ['./test/mutants/runner.mjs'],
  coverageAnalysis: 'perTest',
  mutate: ['cloudfunctions/core/**/*.ts', 'miniprogram/ballot/**/*.ts', 'miniprogram/api/**/*.ts'],
  // What is run once, as a file is loaded, cannot be told apart by test; the tables there are held by their own tests.
  ignoreStatic: true,
  mutator: { excludedMutations: ['StringLiteral'] },
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: 'dist/mutants.json' },
  ignorePatterns: ['dist', 'docs/images', '.data'],
  tempDirName: 'dist/mutants',
  cleanTempDir: 'always',
  concurrency: 2,
  // The first run evaluates every test once; on a machine that does other things it takes longer than five minutes.
  dryRunTimeoutMinutes: 60,
  allowEmpty: false,
  // TypeScript 7 has no programming interface for Stryker to read its settings with; esbuild needs none of them.
  tsconfigFile: 'none.json',
};
