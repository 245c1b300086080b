#!/usr/bin/env node
// `node tools/pack-app.cjs <folder> <app>…`: puts what built apps need to run into a folder: their files of dist/ with those that
// they load, and their packages with all that these depend on, in the versions of the lock file. It is how images stay small.
const fs = require('node:fs');
const { isBuiltin } = require('node:module');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
/** SWC writes `require("…")`; an `import()` stays as it is. What a thread runs, or is read as a file, is named by `require.resolve`. */
const LOADED = /\b(?:require(?:\.resolve)?|import)\("([^"]+)"\)/g;
/** Optional packages, loaded where they are installed: `createRequire(__filename)("…")`. */
const LOADED_WHERE_INSTALLED = /createRequire\)\(__filename\)\((["'])(.+?)\1\)/g;
const NOT_NEEDED_TO_RUN = /\.(d\.[cm]?ts|map|md|markdown)$/i;

/** The files of dist/ that an app loads, and the names of the packages that these load. */
function traceApp(app) {
  const files = new Set();
  const packages = new Set();
  const src = path.join(root, 'dist', 'apps', app, 'src');
  // What the app runs in a process of its own is loaded by nobody.
  const processes = fs.readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('-process.js'));
  const due = ['main.js', ...processes].map((name) => path.join(src, name));
  for (let file = due.pop(); file !== undefined; file = due.pop()) {
    if (files.has(file)) continue;
    if (!fs.existsSync(file)) throw new Error(`${path.relative(root, file)} is missing: run node tools/build.cjs`);
    files.add(file);
    const code = fs.readFileSync(file, 'utf8');
    for (const [, , name] of code.matchAll(LOADED_WHERE_INSTALLED)) if (fs.existsSync(path.join(root, 'node_modules', name))) packages.add(name);
    for (const [, name] of code.matchAll(LOADED)) {
      if (name.startsWith('.')) due.push(fileOf(path.resolve(path.dirname(file), name)));
      else if (!isBuiltin(name)) packages.add(packageOf(name));
    }
  }
  return { files, packages };
}

function fileOf(target) {
  const candidates = [target, `${target}.js`, path.join(target, 'index.js')];
  return candidates.find((one) => fs.existsSync(one) && fs.statSync(one).isFile()) ?? `${target}.js`;
}

function packageOf(name) {
  return name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/');
}

/** The places in node_modules of the packages and of what they depend on; a package for another platform is not installed and left out. */
function closeOver(names, lock) {
  const places = new Set();
  const visit = (name, from, isOptional) => {
    const place = nearestPlace(name, from, lock);
    const isInstalled = place !== undefined && fs.existsSync(path.join(root, place));
    if (!isInstalled && isOptional) return;
    if (!isInstalled) throw new Error(`${name}, which ${from === '' ? 'an app' : from} needs, is not installed from the lock file`);
    if (places.has(place)) return;
    places.add(place);
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = lock[place];
    for (const one of Object.keys(dependencies)) visit(one, place, one in optionalDependencies);
    for (const one of Object.keys(optionalDependencies)) visit(one, place, true);
    for (const one of Object.keys(peerDependencies)) if (peerDependenciesMeta[one]?.optional !== true) visit(one, place, false);
  };
  for (const name of names) visit(name, '', false);
  return places;
}

/** As Node looks for it: in the package's own node_modules, then further out. */
function nearestPlace(name, from, lock) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (place in lock) return place;
    if (folder === '') return undefined;
  }
}

/** Scripts of a page are loaded by browsers, so that no program names them. */
function isOfPage(entry) {
  return path.relative(path.join(root, 'dist', 'apps'), entry.parentPath).split(path.sep)[1] === 'web';
}

/** Texts, pages and other assets of the projects whose programs are taken. */
function assetsOf(files) {
  const projects = new Set([...files].map((file) => path.relative(root, file).split(path.sep).slice(0, 3).join(path.sep)));
  return [...projects]
    .filter((one) => fs.statSync(path.join(root, one)).isDirectory())
    .flatMap((one) => fs.readdirSync(path.join(root, one), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && (isOfPage(entry) || !/\.(js|map)$/.test(entry.name)))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function pack(out, apps) {
  const traced = apps.map(traceApp);
  const files = new Set(traced.flatMap((one) => [...one.files]));
  const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  const places = closeOver(new Set(traced.flatMap((one) => [...one.packages])), lock);
  for (const file of [...files, ...assetsOf(files)]) fs.cpSync(file, path.join(out, path.relative(root, file)));
  for (const place of places) {
    const source = path.join(root, place);
    const isOwn = (file) => !path.relative(source, file).split(path.sep).includes('node_modules') && !NOT_NEEDED_TO_RUN.test(file);
    fs.cpSync(source, path.join(out, place), { recursive: true, filter: isOwn });
  }
  const { name, version } = lock[''];
  fs.writeFileSync(path.join(out, 'package.json'), `${JSON.stringify({ name, version, private: true }, undefined, 2)}\n`);
  return { files: files.size, packages: places.size };
}

module.exports = { pack };
if (require.main === module) {
  const [out, ...apps] = process.argv.slice(2);
  if (out === undefined || apps.length === 0) throw new Error('usage: node tools/pack-app.cjs <folder> <app>…');
  const { files, packages } = pack(path.resolve(out), apps);
  process.stderr.write(`packed ${apps.join(', ')}: ${files} files, ${packages} packages\n`);
}
