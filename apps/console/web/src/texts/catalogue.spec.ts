import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse as parseMessage, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { load } from 'js-yaml';
import { flatten } from './create-texts';

const root = resolve(__dirname, '../../..');
const texts = (locale: string) => flatten(load(readFileSync(join(root, 'i18n', locale, 'console.yml'), 'utf8')) as Record<string, unknown>);
const [ru, en] = [texts('ru'), texts('en')];

/** Names of the values that a message asks for. */
function valuesOf(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((one) => {
    if (one.type === TYPE.literal || one.type === TYPE.pound) return [];
    if (one.type === TYPE.plural || one.type === TYPE.select) return [one.value, ...Object.values(one.options).flatMap(({ value }) => valuesOf(value))];
    return 'value' in one ? [one.value] : [];
  });
}

test('both languages have the same texts, and each asks for the same values in both', () => {
  expect(Object.keys(en)).toEqual(Object.keys(ru));
  const asked = (all: Record<string, string>) => Object.fromEntries(Object.entries(all).map(([key, text]) => [key, [...new Set(valuesOf(parseMessage(text)))].sort()]));
  expect(asked(en)).toEqual(asked(ru));
});

test('Russian texts are Russian', () => {
  const foreign = Object.entries(ru).filter(([key, text]) => !/[а-яё]/i.test(text) && !key.startsWith('time.'));
  expect(foreign).toEqual([]);
});

const sources = readdirSync(join(root, 'web/src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /(?<!\.spec)\.tsx?$/.test(file))
  .map((file) => readFileSync(join(root, 'web/src', file), 'utf8'))
  .join('\n');

test('every text that the page asks for is there', () => {
  const plain = [...sources.matchAll(/\bt\('([\w.]+)'/g)].map((match) => String(match[1]));
  expect(plain.length).toBeGreaterThan(80);
  expect(plain.filter((key) => !(key in ru))).toEqual([]);
  // Of keys that are put together the beginning must lead somewhere.
  const begun = [...sources.matchAll(/\bt\(`([\w.]+)\.\$\{/g)].map((match) => String(match[1]));
  expect(begun.filter((prefix) => !Object.keys(ru).some((key) => key.startsWith(`${prefix}.`)))).toEqual([]);
});
