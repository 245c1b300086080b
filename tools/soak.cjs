#!/usr/bin/env node
// `npm run soak [-- --minutes 60 --seed 1]`: the chaos tests again and again, each time with another seed, until the time is over:
// processes killed under load, changes confirmed by double taps while the worker is killed, SIS and the transcriber away for a minute each, and masters of Redis that die.
// A run is never cut off: the last one may end later. Every failed run is told with the command that repeats it.
const { spawn } = require('node:child_process');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { prepare, howToInstall, fail, say, root, BootstrapError } = require('./bootstrap.cjs');

const SPECS = [...['chaos', 'double-taps', 'sis-away', 'voice-order'].map((name) => `apps/worker/e2e/${name}.spec.ts`), 'apps/ingest/e2e/redis-failover.spec.ts'];
/** What `npm test` makes shorter. */
const AT_FULL_LENGTH = { AWAY_SECONDS: '60', TAP_KILLS: '10', TAP_PROPOSALS: '200', CHAOS_UPDATES: '2000', CHAOS_KILLS: '12' };
const MINUTE_MS = 60_000;
/** Far enough apart that no two runs of one soak share random numbers. */
const SEED_STEP = 7_919;

const HELP = 'npm run soak -- [--minutes <how long, 60>] [--seed <first seed, from the clock>]';

/** @returns {{ minutes: number, seed: number }} */
function readArguments(args, now = Date.now()) {
  const number = (text, name, least) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < least) throw new BootstrapError(`--${name}: found ${text}; allowed: a number from ${least}\n${HELP}`);
    return value;
  };
  try {
    const { values } = parseArgs({ args, options: { minutes: { type: 'string', default: '60' }, seed: { type: 'string', default: String(now % 1_000_000) } } });
    return { minutes: number(values.minutes, 'minutes', 0), seed: Math.trunc(number(values.seed, 'seed', 0)) };
  } catch (error) {
    if (error instanceof BootstrapError) throw error;
    throw new BootstrapError(`${error.message}\n${HELP}`);
  }
}

/**
 * Runs until the time is over or it is told to stop, at least once.
 * @param {{ minutes: number, seed: number, runOnce: (seed: number) => Promise<boolean>, clock: () => number, say: (text: string) => void, isStopped?: () => boolean }} soak
 * @returns {Promise<{ seeds: number[], failed: number[] }>}
 */
async function repeat({ minutes, seed, runOnce, clock, say, isStopped = () => false }) {
  const begun = clock();
  const seeds = [];
  const failed = [];
  do {
    const current = seed + seeds.length * SEED_STEP;
    const runBegun = clock();
    const passed = await runOnce(current);
    // A run that was interrupted says nothing.
    if (isStopped()) break;
    seeds.push(current);
    if (!passed) failed.push(current);
    say(`${passed ? '✓' : '✗'} seed ${current}, ${Math.round((clock() - runBegun) / 1000)} s`);
  } while (clock() - begun < minutes * MINUTE_MS);
  return { seeds, failed };
}

function summary({ seeds, failed }) {
  const env = Object.entries(AT_FULL_LENGTH).map(([key, value]) => `${key}=${value}`);
  const again = failed.map((seed) => `repeat it with: CHAOS_SEED=${seed} ${env.join(' ')} npm test -- --runInBand ${SPECS.join(' ')}`);
  return [...again, `${seeds.length} runs, ${failed.length} failed`].join('\n');
}

/** One run of the chaos tests; what jest has to say is shown when it failed. */
function runChaos(seed, onChild) {
  return new Promise((resolve) => {
    const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    const child = spawn(process.execPath, [jest, '--runInBand', ...SPECS], {
      cwd: root,
      env: { ...process.env, ...AT_FULL_LENGTH, CHAOS_SEED: String(seed) },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    onChild(child);
    const told = [];
    child.stderr.on('data', (chunk) => told.push(chunk));
    child.once('close', (code) => {
      if (code !== 0) say(Buffer.concat(told).toString());
      resolve(code === 0);
    });
  });
}

async function main(args) {
  const { minutes, seed } = readArguments(args);
  const missing = await prepare({ programs: ['redis'] });
  if (missing.length > 0) throw new BootstrapError(howToInstall(missing).join('\n'));
  let isStopped = false;
  let running;
  process.once('SIGINT', () => {
    isStopped = true;
    running?.kill('SIGINT');
  });
  say(`soaking for ${minutes} min, first seed ${seed}`);
  const result = await repeat({ minutes, seed, runOnce: (current) => runChaos(current, (child) => (running = child)), clock: Date.now, say, isStopped: () => isStopped });
  process.stdout.write(`${summary(result)}\n`);
  if (result.failed.length > 0 || result.seeds.length === 0) process.exitCode = 1;
}

module.exports = { readArguments, repeat, summary };

if (require.main === module) main(process.argv.slice(2)).catch(fail);
