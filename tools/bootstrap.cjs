#!/usr/bin/env node
// Makes a fresh clone runnable with nothing but Node and npm: installs what is missing, builds what changed, then hands over.
// It has no dependencies, because it runs before there are any.
const { createHash } = require('node:crypto');
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const NODE_FLOOR = [20, 19];
const PROGRESS_EVERY_MS = 5_000;

const say = (text) => process.stderr.write(`${text}\n`);

class BootstrapError extends Error {}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor >= NODE_FLOOR[1])) return;
  throw new BootstrapError(`Node ${process.versions.node} is too old: install Node ${NODE_FLOOR.join('.')} or newer.`);
}

/** Runs a program with a line of progress every few seconds; its output is shown only when it fails. */
function runQuietly(title, command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const begun = Date.now();
    const seconds = () => Math.round((Date.now() - begun) / 1000);
    say(`… ${title}`);
    const ticking = setInterval(() => say(`… ${title}, ${seconds()} s`), PROGRESS_EVERY_MS);
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => output.push(Buffer.from(error.message)));
    child.on('close', (code) => {
      clearInterval(ticking);
      if (code === 0) return resolve(say(`✓ ${title}, ${seconds()} s`));
      const tail = Buffer.concat(output).toString().trimEnd().split('\n').slice(-20).join('\n');
      return reject(new BootstrapError(`${title} failed (${command} ${args.join(' ')}):\n${tail}`));
    });
  });
}

/** The packages fit when the lock file is the one they were installed from. */
async function installPackages() {
  const stamp = path.join(root, 'node_modules', '.ownerbot-installed');
  const wanted = createHash('sha256').update(fs.readFileSync(path.join(root, 'package-lock.json'))).update(process.versions.modules).digest('hex');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  await runQuietly('installing packages with npm ci', process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    shell: process.platform === 'win32',
  });
  fs.writeFileSync(stamp, wanted);
}

async function buildProject() {
  const { build } = require('./build.cjs');
  const count = await build();
  if (count > 0) say(`✓ built ${count} files`);
}

/** Programs that are not npm packages, the Debian package of each, and what needs it. */
const PROGRAMS = {
  redis: { commands: ['redis-server'], package: 'redis-server', for: 'the queues on Redis' },
  ffmpeg: { commands: ['ffmpeg'], package: 'ffmpeg', for: 'voice messages' },
  speaker: { commands: ['espeak-ng'], package: 'espeak-ng', for: 'spoken notes in the tests, which are tones without it' },
  chromium: { commands: ['chromium', 'chromium-browser', 'google-chrome'], package: 'chromium', for: 'the test of the chat page' },
};

function findProgram(name) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => PROGRAMS[name].commands.map((command) => path.join(folder, command)))
    .find((file) => fs.existsSync(file));
}

function packageManager() {
  const isRoot = process.getuid?.() === 0;
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return undefined;
  if (isRoot) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
}

/** Installs the missing programs where the system's package manager may be used; returns those that are still missing. */
async function installPrograms(names) {
  const missing = names.filter((name) => findProgram(name) === undefined);
  if (missing.length === 0) return [];
  const packages = missing.map((name) => PROGRAMS[name].package);
  const prefix = packageManager();
  if (prefix === undefined) return missing;
  const [command, ...args] = [...prefix, 'apt-get'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await runQuietly('reading the package lists', command, [...args, 'update', '-q'], { env });
    await runQuietly(`installing ${packages.join(', ')}`, command, [...args, 'install', '-y', '-q', '--no-install-recommends', ...packages], { env });
  } catch (error) {
    say(error.message);
  }
  return names.filter((name) => findProgram(name) === undefined);
}

/** One line for each program that is missing: what it is for, and how to get it. */
function howToInstall(missing) {
  return missing.map((name) => `${PROGRAMS[name].package} is missing (${PROGRAMS[name].for}): sudo apt-get install ${PROGRAMS[name].package}`);
}

async function prepare({ programs = [] } = {}) {
  checkNode();
  await installPackages();
  await buildProject();
  return installPrograms(programs);
}

/** Ends the process with a text instead of a stack when the failure is one that the reader can mend. */
function fail(error) {
  say(error instanceof BootstrapError ? error.message : (error.stack ?? String(error)));
  process.exitCode = 1;
}

module.exports = { BootstrapError, prepare, installPrograms, findProgram, howToInstall, fail, say, root };
