import config from './jest.config.mjs';

const [{ displayName: _name, ...node }] = config.projects;

/** The tests that start no cloud, for `npm run mutants`. */
export default {
  ...node,
  testMatch: ['core', 'api', 'ballot'].map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
  setupFiles: ['<rootDir>/test/fewer-runs.ts'],
  testPathIgnorePatterns: [
    ...node.testPathIgnorePatterns,
    'ballot/(box|boundary|recount-command)\\.test',
    'domain-doc',
  ],
};
