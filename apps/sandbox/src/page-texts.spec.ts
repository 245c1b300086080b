import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(__dirname, '../page');
const sources = ['i18n.js', 'i18n-sis.js'].map((name) => readFileSync(join(folder, name), 'utf8'));
const source = sources.join('\n');

/** The keys of one language, as they are written: the page has no build step, so its files are read as text. */
function keysOf(language: string): string[] {
  return sources.flatMap((text) => {
    const start = text.indexOf(`\n  ${language}: {\n`);
    const block = text.slice(start, text.indexOf('\n  },\n', start));
    return [...block.matchAll(/^ {4}(\w+):/gm)].map((match) => match[1] ?? '');
  });
}

const scripts = readdirSync(join(folder, 'js'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
const code = scripts.map((name) => readFileSync(join(folder, 'js', name), 'utf8')).join('\n');

test('both languages have the same texts', () => {
  expect(keysOf('en')).toEqual(keysOf('ru'));
});

test('every text that the page asks for is there, and none is left over', () => {
  const asked = new Set([...code.matchAll(/\bt\('(\w+)'/g), ...source.matchAll(/\bt\('(\w+)'/g)].map((match) => match[1] ?? ''));
  const known = new Set(keysOf('ru'));
  expect([...asked].filter((key) => !known.has(key))).toEqual([]);
  const unused = [...known].filter((key) => !asked.has(key) && !code.includes(`'${key}'`) && !/^(fault|about|kind|param|operation)_/.test(key));
  expect(unused.filter((key) => !['polling', 'webhook'].includes(key))).toEqual([]);
});

test('no Russian word stands outside the file of texts', () => {
  const inCode = [...code.matchAll(/[а-яё]+/gi)].map((match) => match[0]);
  expect(inCode).toEqual([]);
});
