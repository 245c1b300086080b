// Builds the console's page with Vite into dist/, when anything that it is made of has changed since the last time.
const { createHash } = require('node:crypto');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const SOURCE = 'apps/console/web';
const out = path.join(root, 'dist', SOURCE);
/** It lies where Vite empties first, so that a build that is cut off is built again. */
const stamp = path.join(out, '.made-of');
const MADE_OF = [SOURCE, 'apps/console/i18n', 'apps/console/src/contract', 'package-lock.json', 'tsconfig.base.json'];

/** The content of every file that goes into the page, as one hash. */
function fingerprint() {
  const hash = createHash('sha256');
  const add = (relative) => {
    const full = path.join(root, relative);
    if (fs.statSync(full).isDirectory()) return fs.readdirSync(full).sort().forEach((name) => add(path.join(relative, name)));
    if (/\.spec\.ts$/.test(relative)) return undefined;
    return hash.update(relative).update('\0').update(fs.readFileSync(full));
  };
  MADE_OF.filter((one) => fs.existsSync(path.join(root, one))).forEach(add);
  return hash.digest('hex');
}

/** @returns {boolean} whether it had to be built */
function buildPage() {
  if (!fs.existsSync(path.join(root, SOURCE, 'index.html'))) return false;
  const wanted = fingerprint();
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return false;
  // In a process of its own: Vite is an ES module, and a test's NODE_ENV must not make it another page.
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', `${SOURCE}/vite.config.mts`], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the console's page cannot be built:\n${stdout}${stderr}`);
  fs.writeFileSync(stamp, wanted);
  return true;
}

module.exports = { buildPage };
