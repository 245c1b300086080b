#!/usr/bin/env node
// `npm test`: everything but the long soak, in one run: tools/jest/order.cjs says in which order.
// Arguments go to jest.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { prepare, howToInstall, fail, say, root, BootstrapError } = require('./bootstrap.cjs');

// More than a small machine has cores: about half of what runs at a time are end-to-end files, which wait more than they compute.
const WORKERS = '5';
const EVERYTHING = ['--testPathIgnorePatterns', '/dist/', 'redis-failover', '--maxWorkers', WORKERS];
/** The tests run without these as well, and say so last. */
const HELPFUL = ['speaker'];
const LEFT_OUT = ['the long soak, because it takes an hour: npm run soak', 'the failover of a Redis Cluster and of Sentinels, because its times need a machine to itself: npm test -- redis-failover', 'the fault suite at full length, half an hour: npm run chaos'];

function runJest(args) {
  const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'ownerbot-test-')), 'report.json');
  const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const { status } = spawnSync(process.execPath, [jest, '--json', '--outputFile', report, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (!fs.existsSync(report)) throw new BootstrapError(`jest ended with exit code ${status} and without a report`);
  return JSON.parse(fs.readFileSync(report, 'utf8'));
}

function summarise(report) {
  const skipped = report.numPendingTests + report.numTodoTests;
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  for (const why of LEFT_OUT) say(`left out: ${why}`);
  process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}

async function main(args) {
  const missing = await prepare({ programs: ['redis', 'ffmpeg', 'chromium', ...HELPFUL] });
  const needed = missing.filter((name) => !HELPFUL.includes(name));
  if (needed.length > 0) throw new BootstrapError(howToInstall(needed).join('\n'));
  for (const line of howToInstall(missing)) LEFT_OUT.push(line);
  return summarise(runJest(args.length > 0 ? args : EVERYTHING));
}

main(process.argv.slice(2)).catch(fail);
