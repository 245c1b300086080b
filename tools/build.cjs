#!/usr/bin/env node
// Transpiles apps, libs, migrations and tools into dist/, file by file, with the one SWC configuration, and has the console's page
// built. Only what changed is done again.
const fs = require('node:fs');
const path = require('node:path');
const { buildPage } = require('./build-page.cjs');
const { lazyIndex } = require('./lazy-index.cjs');

const root = path.resolve(__dirname, '..');
const out = path.join(root, 'dist');
const FOLDERS = ['apps', 'libs', 'migrations', 'tools'];
const ASSETS = new Set(['.yml', '.html', '.css', '.svg', '.png', '.js', '.json', '.sql']);
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'coverage']);
/** Vite builds it, and nobody else touches what it built. */
const PAGE = path.join('apps', 'console', 'web');
const SKIPPED_FILES = /(\.spec\.ts|\.d\.ts|project\.json|jest\.config\.cjs)$/;
const CONCURRENCY = 8;

/** @returns {string[]} files below `folder`, relative to the root */
function filesBelow(folder) {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const relative = path.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) || relative === PAGE ? [] : filesBelow(relative);
    if (SKIPPED_FILES.test(entry.name)) return [];
    return entry.name.endsWith('.ts') || ASSETS.has(path.extname(entry.name)) ? [relative] : [];
  });
}

function targetOf(relative) {
  return path.join(out, relative.replace(/\.ts$/, '.js'));
}

/** When the configuration changes everything is built again. */
function configurationTime() {
  return Math.max(...['tsconfig.base.json', 'tools/swc-options.cjs', 'tools/build.cjs', 'tools/lazy-index.cjs'].map((one) => fs.statSync(path.join(root, one)).mtimeMs));
}

/** The index of a library names what its other files export, so it is made anew from all of them. */
function indexOf(relative) {
  return relative.endsWith('index.ts') ? lazyIndex(path.join(root, relative), fs.readFileSync(path.join(root, relative), 'utf8')) : null;
}

function isFresh(relative, since) {
  const target = targetOf(relative);
  if (!fs.existsSync(target)) return false;
  const index = indexOf(relative);
  if (index !== null) return fs.readFileSync(target, 'utf8') === index;
  const built = fs.statSync(target).mtimeMs;
  return built >= fs.statSync(path.join(root, relative)).mtimeMs && built >= since;
}

function removeStale(sources) {
  const expected = new Set(sources.map(targetOf));
  const visit = (folder) => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const full = path.join(folder, entry.name);
      if (full === path.join(out, PAGE)) continue;
      if (entry.isDirectory()) visit(full);
      else if (!expected.has(full.replace(/\.map$/, ''))) fs.rmSync(full);
    }
  };
  if (fs.existsSync(out)) visit(out);
}

async function buildOne(relative) {
  const target = targetOf(relative);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  if (!relative.endsWith('.ts')) return void fs.copyFileSync(path.join(root, relative), target);
  const index = indexOf(relative);
  if (index !== null) return writeWhole(target, index);
  const { transformFile } = require('@swc/core');
  const { swcOptions } = require('./swc-options.cjs');
  const { code, map } = await transformFile(path.join(root, relative), swcOptions);
  fs.writeFileSync(`${target}.map`, map);
  writeWhole(target, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
}

/** The program appears last and whole, so that a build that is cut off is built again. */
function writeWhole(target, code) {
  fs.writeFileSync(`${target}.part`, code);
  fs.renameSync(`${target}.part`, target);
}

/** @returns {Promise<number>} how many files were built; the console's page counts as one */
async function build() {
  const sources = FOLDERS.filter((folder) => fs.existsSync(path.join(root, folder))).flatMap(filesBelow);
  removeStale(sources);
  const since = configurationTime();
  const due = sources.filter((relative) => !isFresh(relative, since));
  const queue = [...due];
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) await buildOne(next);
    }),
  );
  return due.length + (buildPage() ? 1 : 0);
}

module.exports = { build };
if (require.main === module) {
  build().then(
    (count) => process.stderr.write(`built ${count} files\n`),
    (error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    },
  );
}
