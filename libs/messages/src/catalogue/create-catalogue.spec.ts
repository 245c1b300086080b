import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CatalogueError } from '../errors';
import { createCatalogue } from './create-catalogue';
import { asHtml, createTexts } from './create-texts';

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'messages-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function catalogueOf(files: { ru: string; en: string }) {
  for (const [locale, content] of Object.entries(files)) {
    mkdirSync(path.join(folder, locale));
    writeFileSync(path.join(folder, locale, 'texts.yml'), content);
  }
  return createCatalogue([folder]);
}

function findingsOf(files: { ru: string; en: string }): readonly string[] {
  try {
    catalogueOf(files);
  } catch (error) {
    if (error instanceof CatalogueError) return error.findings;
    throw error;
  }
  return [];
}

describe('loading stops with every finding', () => {
  test.each([
    ['a key that only one language has', 'a: { b: "да", c: "нет" }', 'a: { b: "yes" }', 'a.c: is missing in en'],
    ['a placeholder that only one language has', 'a: "{n}"', 'a: "{m}"', 'a: placeholders differ: ru [n:text]; en [m:text]'],
    ['a plural form that the language needs', 'a: "{n, plural, one {# день} other {# дня}}"', 'a: "{n, plural, one {# day} other {# days}}"', 'ru/texts.yml: a: {n} lacks the plural form "few"'],
    ['a message that is not ICU', 'a: "{n, plural"', 'a: "n"', 'ru/texts.yml: a: '],
    ['a number that would go through a float', 'a: "{n, number}"', 'a: "{n, number}"', 'formats a number'],
    ['a loose angle bracket', 'a: "2 < 3"', 'a: "2 and 3"', 'holds <, > or &'],
    ['a text with a space at its end', 'a: "да "', 'a: "yes"', 'begins or ends with a space'],
    ['a value that is not a text', 'a: 5', 'a: "5"', 'ru/texts.yml: a: must be a text'],
    ['a key twice', 'a: "да"\na: "нет"', 'a: "yes"', 'ru/texts.yml: duplicated mapping key in line 2'],
    ['tags in one language only', 'a: "<b>да</b>"', 'a: "yes"', 'a: placeholders differ: ru [] html; en []'],
  ])('%s', (_name, ru, en, finding) => {
    expect(findingsOf({ ru, en })).toContainEqual(expect.stringContaining(finding));
  });

  test('the report holds all findings at once', () => {
    expect(findingsOf({ ru: 'a: 1\nb: "{x"', en: 'c: "c"' }).length).toBeGreaterThanOrEqual(3);
  });
});

describe('texts', () => {
  const files = {
    ru: 'days: "{n, plural, one {# день} few {# дня} many {# дней} other {# дня}}"\nname: "<b>{name}</b>"\nkind: "{kind, select, paid {оплачен} other {другое}}"\nplain: "Привет, {name}"',
    en: 'days: "{n, plural, one {# day} other {# days}}"\nname: "<b>{name}</b>"\nkind: "{kind, select, paid {paid} other {other}}"\nplain: "Hello, {name}"',
  };
  const textsOf = (locale: 'ru' | 'en') => createTexts(catalogueOf(files), locale, { escapeHtml });

  test('Russian plurals fit 0, 1, 2, 5, 11, 21 and 1.5', () => {
    const texts = textsOf('ru');
    expect([0, 1, 2, 5, 11, 21, 1.5].map((n) => texts.text('days', { n }))).toEqual(['0 дней', '1 день', '2 дня', '5 дней', '11 дней', '21 день', '1,5 дня']);
  });

  test('English plurals fit 0, 1, 2, 5, 11, 21 and 1.5', () => {
    const texts = textsOf('en');
    expect([0, 1, 2, 5, 11, 21, 1.5].map((n) => texts.text('days', { n }))).toEqual(['0 days', '1 day', '2 days', '5 days', '11 days', '21 days', '1.5 days']);
  });

  test('what comes from outside is escaped in HTML and left alone in plain text', () => {
    const texts = textsOf('ru');
    expect(texts.html('name', { name: '<b>&' })).toBe('<b>&lt;b&gt;&amp;</b>');
    expect(texts.html('name', { name: asHtml('<i>x</i>') })).toBe('<b><i>x</i></b>');
    expect(texts.text('plain', { name: '<Аня>' })).toBe('Привет, <Аня>');
  });

  test.each([
    ['an unknown key', 'nope', {}],
    ['a missing parameter', 'plain', {}],
    ['an extra parameter', 'plain', { name: 'а', more: 'б' }],
    ['a bare number where a formatted one belongs', 'plain', { name: 5 }],
    ['a text where a plural needs a number', 'days', { n: '5' }],
    ['tags as plain text', 'name', { name: 'а' }],
  ])('%s is an error', (_name, key, params) => {
    const texts = textsOf('ru');
    expect(() => texts.text(key, params as Record<string, string>)).toThrow(`message ${key}`);
  });
});
