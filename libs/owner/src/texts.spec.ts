import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createCatalogue, LOCALES, platformTexts } from '@ownerbot/messages';
import { LABEL_LIMIT } from '@ownerbot/telegram';
import ts from 'typescript';
import { ownerTexts } from './domain';

/** The rules for the owner's texts. */
const platform = createCatalogue([platformTexts]);
const catalogue = createCatalogue([platformTexts, ownerTexts]);
const own = catalogue.keys().filter((key) => !platform.has(key));
const COUNTS = [0, 1, 2, 5, 11, 21, 1.5];

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

type Call = { key: string; isPrefix: boolean; params: string[] | null; place: string };

/** Every `texts.text(…)` and `texts.html(…)` of the library, and every other literal that is a key. */
function readSources(): { calls: Call[]; literals: Set<string> } {
  const calls: Call[] = [];
  const literals = new Set<string>();
  for (const file of sources(__dirname)) {
    const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteral(node)) literals.add(node.text);
      if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && ['text', 'html'].includes(node.expression.name.text)) {
        const [key, params] = node.arguments;
        const place = `${path.basename(path.dirname(file))}/${path.basename(file)}`;
        const names = params === undefined ? [] : ts.isObjectLiteralExpression(params) && !params.properties.some(ts.isSpreadAssignment) ? params.properties.map((one) => one.name?.getText() ?? '') : null;
        if (key && ts.isStringLiteral(key)) calls.push({ key: key.text, isPrefix: false, params: names, place });
        if (key && ts.isConditionalExpression(key)) {
          for (const one of [key.whenTrue, key.whenFalse]) if (ts.isStringLiteral(one)) calls.push({ key: one.text, isPrefix: false, params: names, place });
        }
        if (key && ts.isTemplateExpression(key)) calls.push({ key: key.head.text, isPrefix: true, params: names, place });
      }
      node.forEachChild(visit);
    };
    visit(tree);
  }
  return { calls, literals };
}

const { calls, literals } = readSources();

test('every call names a message that exists and fills exactly its placeholders', () => {
  expect(calls.length).toBeGreaterThan(50);
  for (const { key, isPrefix, params, place } of calls) {
    const meant = isPrefix ? catalogue.keys().filter((known) => known.startsWith(key)) : [key];
    expect([place, key, meant.length > 0]).toEqual([place, key, true]);
    if (isPrefix || params === null) continue;
    expect([place, key, catalogue.has(key)]).toEqual([place, key, true]);
    expect([place, key, [...params].sort()]).toEqual([place, key, [...catalogue.message('ru', key).placeholders.keys()].sort()]);
  }
});

test('every message is used', () => {
  const prefixes = calls.filter(({ isPrefix }) => isPrefix).map(({ key }) => key);
  const unused = own.filter((key) => !literals.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)));
  expect(unused).toEqual([]);
});

test('English texts hold no Cyrillic; Russian ones hold Latin words only from the list', () => {
  const allowed = new Set(["PDF", 
    'DEMO', 'SIS', 'PDF', 'Telegram', 'KPI', 'kpi', 'OwnerBot', 'Redis', 'Postgres', 'OB', 'b', 'i', 'code', 'help', 'menu', 'systems', 'cancel', 'trend', 'order', 'stuck', 'kpi7', 'fx', 'tpl', 'bump', 'rate', 'set', 'rs', 'N', 'notify', 'upstream', 'settings',
    // keys of settings that owners may write themselves
    'manual', 'daily', 'interval', 'true', 'false', 'privat', 'mono', 'ecb', 'nbp',
    // syntax of the messages
    'select', 'plural', 'one', 'few', 'many', 'other',
  ]);
  for (const key of own) {
    expect([key, catalogue.message('en', key).source]).toEqual([key, expect.not.stringMatching(/\p{Script=Cyrillic}/u)]);
    const russian = catalogue.message('ru', key);
    const shown = russian.source.replace(/(?<!\/)\b\w+ \{/g, ' ').replace(/\{\w+/g, ' ');
    const foreign = (shown.match(/[A-Za-z][A-Za-z0-9]*/g) ?? []).filter((word) => !allowed.has(word));
    expect([key, foreign]).toEqual([key, []]);
  }
});

test.each(LOCALES)('every plural of %s is rendered for 0, 1, 2, 5, 11, 21 and 1.5', (locale) => {
  let plurals = 0;
  for (const key of own) {
    const message = catalogue.message(locale, key);
    for (const name of message.plurals.keys()) {
      plurals += 1;
      for (const count of COUNTS) {
        const values = Object.fromEntries([...message.placeholders].map(([other, kind]) => [other, other === name ? count : kind === 'number' ? 1 : 'x']));
        const shown = message.format(values);
        expect(shown).toContain(locale === 'ru' ? String(count).replace('.', ',') : String(count));
      }
    }
  }
  expect(plurals).toBeGreaterThan(3);
});

test('Russian numbers agree with their nouns', () => {
  const message = catalogue.message('ru', 'report.trend.line');
  const shown = COUNTS.map((orders) => message.format({ orders, label: 'x', net: '1' }).replaceAll('\u00a0', ' ').split(', ')[1]);
  expect(shown).toEqual(['0 заказов', '1 заказ', '2 заказа', '5 заказов', '11 заказов', '21 заказ', expect.anything()]);
});

test.each(LOCALES)('labels of buttons fit in %s', (locale) => {
  for (const key of own.filter((one) => /^(template|offer|panel\.button)\./.test(one))) {
    const label = catalogue.message(locale, key).format({});
    expect([key, label.length <= LABEL_LIMIT]).toEqual([key, true]);
  }
});

test('errors and refusals hold no exclamation marks', () => {
  for (const locale of LOCALES) {
    for (const key of catalogue.keys().filter((one) => /^(error|guard|input|topic|kept|dead|warning)\./.test(one))) expect([key, catalogue.message(locale, key).source]).toEqual([key, expect.not.stringContaining('!')]);
  }
});
