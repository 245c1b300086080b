// All projects in one run: `npm test`. A single one: `npx nx test <project>`.
const { readdirSync, existsSync } = require('node:fs');
const projects = ['libs', 'apps', 'tools']
  .flatMap((folder) => (folder === 'tools' ? ['tools'] : readdirSync(folder).map((name) => `${folder}/${name}`)))
  .filter((folder) => existsSync(`${folder}/jest.config.cjs`))
  .map((folder) => `<rootDir>/${folder}`);

module.exports = { projects, testTimeout: 120_000, maxWorkers: 2, testSequencer: '<rootDir>/tools/jest/sequencer.cjs' };
