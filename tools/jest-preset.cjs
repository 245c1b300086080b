const path = require('node:path');
const { swcOptions } = require('./swc-options.cjs');

/** The jest configuration of one project; every `jest.config.cjs` is one line that calls this. */
module.exports = (projectDir) => ({
  displayName: path.basename(projectDir),
  rootDir: projectDir,
  testEnvironment: 'node',
  runtime: require.resolve('./jest/runtime.cjs'),
  // Real servers on a busy machine take their time; a test that hangs is still cut off.
  testTimeout: 60_000,
  testMatch: ['**/*.spec.ts'],
  transform: { '^.+\\.ts$': [require.resolve('./jest/transform.cjs'), swcOptions] },
  moduleFileExtensions: ['ts', 'js', 'cjs', 'json', 'node'],
  setupFiles: [require.resolve('reflect-metadata')],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
});
