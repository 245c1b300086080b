#!/usr/bin/env node
// `npm test`: everything but the long soak. First the units and what they ask of real stores, then the end-to-end tests, of which each
// starts whole systems of its own. Both wait more than they compute, so more of them run at a time than a small machine has cores.
// Arguments go to jest, in one single run.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { prepare, howToInstall, fail, say, root, BootstrapError } = require('./bootstrap.cjs');

const WORKERS = '3';

const RUNS = [
  { title: 'units and stores', args: ['--testPathIgnorePatterns', '/e2e/', '/dist/', '--maxWorkers', WORKERS] },
  { title: 'end to end', args: ['--testPathPatterns', '/e2e/', '--maxWorkers', WORKERS] },
];
/** The tests run without these as well, and say so last. */
const HELPFUL = ['speaker'];
const LEFT_OUT = ['the long soak, because it takes an hour: npm run soak', 'the fault suite at full length, half an hour: npm run chaos'];

function runJest(args) {
  const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'ownerbot-test-')), 'report.json');
  const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const { status } = spawnSync(process.execPath, [jest, '--json', '--outputFile', report, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (!fs.existsSync(report)) throw new BootstrapError(`jest ended with exit code ${status} and without a report`);
  return JSON.parse(fs.readFileSync(report, 'utf8'));
}

function summarise(reports) {
  const sum = (key) => reports.reduce((total, report) => total + report[key], 0);
  const skipped = sum('numPendingTests') + sum('numTodoTests');
  const passed = sum('numPassedTests');
  const failed = sum('numFailedTests') + sum('numRuntimeErrorTestSuites');
  for (const why of LEFT_OUT) say(`left out: ${why}`);
  process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}

async function main(args) {
  const missing = await prepare({ programs: ['redis', 'ffmpeg', 'chromium', ...HELPFUL] });
  const needed = missing.filter((name) => !HELPFUL.includes(name));
  if (needed.length > 0) throw new BootstrapError(howToInstall(needed).join('\n'));
  for (const line of howToInstall(missing)) LEFT_OUT.push(line);
  if (args.length > 0) return summarise([runJest(args)]);
  return summarise(
    RUNS.map((run) => {
      say(`\n${run.title}`);
      return runJest(run.args);
    }),
  );
}

main(process.argv.slice(2)).catch(fail);
