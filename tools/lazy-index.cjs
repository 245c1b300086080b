// The index of a library as a module that opens a file when something of it is first used. A command or a test needs little of the
// libraries that it imports from, and reading the rest is most of its start. Programs that stay open all of it before they begin
// (`openLibraries` in libs/runtime).
const fs = require('node:fs');
const path = require('node:path');

const INDEX = /(?:^|\/)libs\/[^/]+\/src\/index\.ts$/;
const REEXPORT_ALL = /^export \* from '(?<from>\.[^']+)';$/gm;
const REEXPORT = /^export \{(?<names>[^}]*)\} from '(?<from>\.[^']+)';$/gm;
const REEXPORT_WHOLE = /^export \* as (?<name>\w+) from '(?<from>\.[^']+)';$/gm;
const NOTHING = /^export type \{[^}]*\} from '[^']+';$/gm;
const METADATA = /^import 'reflect-metadata';$/m;
const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const LIST = /^export \{(?<names>[^}]*)\}(?:;| from '[^.'][^']*';)$/gm;
const DECLARATION = /^export (?:abstract |async |default )?(?:const|let|class|enum|function\*?) (\w+)/gm;

/** The file behind a relative import. */
function fileOf(importer, from) {
  const base = path.resolve(path.dirname(importer), from);
  return [`${base}.ts`, path.join(base, 'index.ts')].find((file) => fs.existsSync(file));
}

/** What a list in braces names that is there when the program runs, each as `[name outside, name inside]`. */
function valuesIn(list) {
  const names = list.replace(/\/\/.*$/gm, '').split(',').map((each) => each.trim()).filter((each) => each !== '' && !each.startsWith('type '));
  return names.map((each) => each.split(/\s+as\s+/)).map(([inside, outside = inside]) => [outside, inside]);
}

/** The names of the values that a file exports. */
function exportsOf(file) {
  const text = fs.readFileSync(file, 'utf8');
  const declared = [...text.matchAll(DECLARATION)].map(([, name]) => name);
  const listed = [...text.matchAll(LIST)].flatMap(({ groups }) => valuesIn(groups.names).map(([outside]) => outside));
  return [...declared, ...listed, ...reexportsOf(file, text).map(({ name }) => name)];
}

/** What a file passes on: under which name, and how it is got. */
function reexportsOf(file, text) {
  const of = (from, inside) => `require(${JSON.stringify(from)})${inside === '' ? '' : `.${inside}`}`;
  const all = [...text.matchAll(REEXPORT_ALL)].flatMap(({ groups: { from } }) => exportsOf(fileOf(file, from)).map((name) => ({ name, code: of(from, name) })));
  const named = [...text.matchAll(REEXPORT)].flatMap(({ groups: { names, from } }) => valuesIn(names).map(([name, inside]) => ({ name, code: of(from, inside) })));
  const whole = [...text.matchAll(REEXPORT_WHOLE)].map(({ groups: { name, from } }) => ({ name, code: of(from, '') }));
  return [...all, ...named, ...whole];
}

/**
 * @param {string} file path of a source file
 * @param {string} text what it holds
 * @returns {string | null} null: it is no library's index, or holds something else than exports of the library's own files
 */
function lazyIndex(file, text) {
  if (!INDEX.test(file.split(path.sep).join('/'))) return null;
  const rest = [COMMENT, REEXPORT_ALL, REEXPORT, REEXPORT_WHOLE, NOTHING, METADATA].reduce((left, form) => left.replace(form, ''), text);
  if (rest.trim() !== '') return null;
  return [
    '"use strict";',
    ...(text.search(METADATA) === -1 ? [] : ['require("reflect-metadata");']),
    'Object.defineProperty(exports, "__esModule", { value: true });',
    '(globalThis[Symbol.for("ownerbot.libraries")] ??= []).push(exports);',
    'const get = (name, get) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, get });',
    ...reexportsOf(file, text).map(({ name, code }) => `get(${JSON.stringify(name)}, () => ${code});`),
    '',
  ].join('\n');
}

module.exports = { lazyIndex };
