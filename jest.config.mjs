// Three kinds of test, three environments; `test/run.mjs` runs them all.
const base = {
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'json'],
  transform: { '\\.(tsx?|mjs|js)$': '<rootDir>/test/transform.cjs' },
  transformIgnorePatterns: [
    '/node_modules/(?!(tdesign-miniprogram|@noble|mingo|uqr|minisearch|bson|chinese-days|write-excel-file|read-excel-file|csv-parse|@cloudflare|sjcl|d3-[a-z-]+|internmap|preact|preact-render-to-string|feed|docx)/)',
  ],
};

export default {
  reporters: ['default'],
  // A test that hangs ends at last; nothing is timed by it, as the machine may be busy with other things.
  testTimeout: 1_200_000,
  projects: [
    {
      ...base,
      displayName: 'node',
      testEnvironment: '<rootDir>/test/environment.ts',
      testMatch: ['<rootDir>/test/**/*.test.{ts,tsx}'],
      testPathIgnorePatterns: ['/node_modules/', '/test/component/', '/test/e2e/'],
    },
    {
      ...base,
      displayName: 'component',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/test/component/**/*.test.ts'],
      globalSetup: '<rootDir>/test/component/global-setup.ts',
      setupFiles: ['<rootDir>/test/component/globals.ts'],
      moduleDirectories: ['node_modules', 'miniprogram_npm'],
      modulePathIgnorePatterns: ['<rootDir>/dist/(?!component-test)'],
    },
    {
      ...base,
      displayName: 'browser',
      testEnvironment: '<rootDir>/test/environment.ts',
      testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
    },
  ],
};
