import { ownerPlaybooks } from '../advice/playbooks/owner-playbooks';
import { conceptsOfPhrase } from '../catalogue/checks/check-phrases';
import { writeFinding } from '../catalogue/findings';
import { ownerCatalogue } from '../catalogue/owner-catalogue';
import { readFiles } from '../catalogue/read-files';
import { expand } from './expand';
import { lexiconFolder, ownerLexicon } from './owner-lexicon';
import { readLexicon } from './read-lexicon';
import { stem } from './stem';

const read = (text: string) => readLexicon([{ file: 'words.yml', text }]).findings.map(writeFinding);
const meaning = (word: string, canBeCommand = false) => ownerLexicon().meaningOf(word, canBeCommand)?.name ?? null;

test('every form of the files belongs to one concept, and no two nouns share a stem', () => {
  expect(readLexicon(readFiles(lexiconFolder)).findings.map(writeFinding)).toEqual([]);
});

test('broken files are told with their place', () => {
  expect(read('a: { class: noun, ru: "заказ" }\nb: { class: phrase, ru: "заказ" }')).toEqual(['words.yml: b: TPL_LEXICON: "заказ" belongs to a; one concept for each form']);
  expect(read('a: { class: noun, ru: "цена" }\nb: { class: noun, ru: "цены" }')[0]).toContain('has the stem of a form of a');
  expect(read('a: { class: noun, ru: "Ёлка" }')[0]).toContain('is not written as normalised text is');
  expect(read('a: { class: nouns, ru: "цена" }')[0]).toContain('noun, adj, read_verb');
  expect(read('a: { class: noun, ru: "цена", opposite: [b] }')[0]).toContain('TPL_UNKNOWN_CONCEPT');
});

test('every concept with a meaning of its own is used by a phrase or by a rule', () => {
  const { templates, notOffered } = ownerCatalogue();
  const used = new Set([...templates.values(), ...notOffered].flatMap(({ phrases }) => phrases).flatMap((phrase) => conceptsOfPhrase(phrase).map(([, concept]) => concept)));
  for (const { concepts } of ownerPlaybooks().values()) concepts.forEach((concept) => used.add(concept));
  const ruled = new Set(['filler', 'read_filler', 'polite', 'negation', 'question', 'exclusion', 'narrowing', 'hypothetical', 'connective', 'scope', 'write_verb']);
  const byName = new Set(['reason_noun', 'message_word', 'on_data', 'improve']);
  const idle = [...ownerLexicon().concepts.values()].filter((one) => !used.has(one.name) && !ruled.has(one.class) && !byName.has(one.name) && one.means === null);
  expect(idle.map(({ name }) => name)).toEqual([]);
});

test('case and number do not matter, tense of a command does', () => {
  expect(['выручка', 'выручку', 'выручкой', 'выручке'].map((word) => meaning(word))).toEqual(['revenue', 'revenue', 'revenue', 'revenue']);
  expect(['подними', 'поднять', 'поднимем'].map((word) => meaning(word))).toEqual(['raise', 'raise', 'raise']);
  expect(['поднял', 'подняли', 'поднята'].map((word) => meaning(word))).toEqual([null, null, null]);
});

test('an English command counts only where a command can stand', () => {
  expect([meaning('cut', true), meaning('cut', false)]).toEqual(['lower', null]);
});

test('one slip in a long word is forgiven, in a short one or in a command it is not', () => {
  expect(['выручьку', 'динамкиа', 'промакоды'].map((word) => meaning(word))).toEqual(['revenue', 'trend', 'coupons']);
  expect(['kpo', 'заказчк', 'поднимии', 'скрй'].map((word) => meaning(word))).toEqual([null, 'customer', null, null]);
});

test('phrases are read as one, with at most a filler between their words', () => {
  const phrase = (words: string) => ownerLexicon().phraseAt(words.split(' '), 0);
  expect(phrase('средний чек за')).toMatchObject({ concept: { name: 'average_order' }, length: 2 });
  expect(phrase('нет уже на складе')).toMatchObject({ concept: { name: 'out_of_stock' }, length: 4 });
  expect(phrase('нет худи на складе')).toBeNull();
});

test('short notation is written out', () => {
  expect(expand('заказ(,а) не_оплат(ил,или)')).toEqual(['заказ', 'заказа', 'не_оплатил', 'не_оплатили']);
});

test('the stemmer of a word is that of its alphabet', () => {
  expect(['товары', 'товаров', 'orders', 'order'].map(stem)).toEqual(['товар', 'товар', 'order', 'order']);
});
