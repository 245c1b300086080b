// Jest's transformer: swc, and for the index of a library an index that opens a file when something of it is first used. Most test files
// need little of the libraries they import from, and each of them runs its modules anew.
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { createTransformer } = require('@swc/jest');

const INDEX = /\/libs\/[^/]+\/src\/index\.ts$/;
const REEXPORT_ALL = /^export \* from '(?<from>\.[^']+)';$/gm;
const REEXPORT = /^export \{(?<names>[^}]*)\} from '(?<from>\.[^']+)';$/gm;
const REEXPORT_WHOLE = /^export \* as (?<name>\w+) from '(?<from>\.[^']+)';$/gm;
/** What leaves nothing behind, and what jest's `setupFiles` bring. */
const NOTHING = /^export type \{[^}]*\} from '[^']+';$|^import 'reflect-metadata';$/gm;
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

/** The index as a module of getters; null: it holds something else than exports of its own files. */
function lazyIndex(file, text) {
  const rest = [COMMENT, REEXPORT_ALL, REEXPORT, REEXPORT_WHOLE, NOTHING].reduce((left, form) => left.replace(form, ''), text);
  if (rest.trim() !== '') return null;
  const lines = reexportsOf(file, text).map(({ name, code }) => `get(${JSON.stringify(name)}, () => ${code});`);
  return ["'use strict';", "Object.defineProperty(exports, '__esModule', { value: true });", 'const get = (name, get) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, get });', ...lines].join('\n');
}

module.exports = {
  createTransformer(options) {
    const swc = createTransformer(options);
    const lazy = (text, file) => (INDEX.test(file) ? lazyIndex(file, text) : null);
    return {
      ...swc,
      process(text, file, how) {
        const index = lazy(text, file);
        return index === null ? swc.process(text, file, how) : { code: index };
      },
      getCacheKey(text, file, ...more) {
        const key = swc.getCacheKey(text, file, ...more);
        const index = lazy(text, file);
        return index === null ? key : crypto.createHash('sha1').update(key).update(index).digest('hex');
      },
    };
  },
};
