import { WRITE_FORMS, WRITE_FORMS_AT_START } from './commands-to-change';
import { CONCEPTS, FILLERS, TOPICS } from './concepts';
import { expand } from './expand';
import { classify, joinPhrases } from './lexicon';
import { PATTERNS } from '../patterns';

const tables = [...Object.entries(CONCEPTS), ...Object.entries(TOPICS), ['filler', FILLERS] as const].map(([name, forms]) => ({ name, forms: expand(forms) }));

test('a form belongs to one concept, one topic or to the fillers', () => {
  const owners = new Map<string, string[]>();
  for (const { name, forms } of tables) for (const form of new Set(forms)) owners.set(form, [...(owners.get(form) ?? []), name]);
  expect([...owners].filter(([, names]) => names.length > 1)).toEqual([]);
});

test('a verb that changes something is no word of a read', () => {
  // Those that also mean "show me": the guard asks for whom before it calls them a change.
  const both = new Set(['отправь', 'отправьте', 'напиши', 'напишите', 'send', 'write', 'tell']);
  const reads = new Set(tables.filter(({ name }) => !(name in TOPICS)).flatMap(({ forms }) => forms));
  expect([...expand(WRITE_FORMS), ...expand(WRITE_FORMS_AT_START)].filter((form) => reads.has(form) && !both.has(form))).toEqual([]);
});

test('every concept is used by a pattern', () => {
  const used = new Set(PATTERNS.flatMap(({ all, any = [], may = [] }) => [...all, ...any.flat(), ...may]));
  expect(Object.keys(CONCEPTS).filter((concept) => !used.has(concept as keyof typeof CONCEPTS))).toEqual([]);
});

test('all forms are written as normalised text is', () => {
  for (const { forms } of tables) for (const form of forms) expect(form).toMatch(/^[a-zа-яіґ'-]+(?:_[a-zа-я']+)*$/);
});

test('one slip in a long word is forgiven, in a short one or in a command it is not', () => {
  expect(classify('выручьку')).toEqual({ type: 'concept', concept: 'revenue' });
  expect(classify('динамкиа')).toEqual({ type: 'concept', concept: 'trend' });
  expect(classify('kpo')).toBeNull();
  expect(classify('заказчик')).toBeNull();
  expect(classify('поднимии')).toBeNull();
});

test('phrases are read as one word', () => {
  expect(joinPhrases(['средний', 'чек', 'по', 'дням'])).toEqual(['средний_чек', 'по_дням']);
});

test('short notation is written out', () => {
  expect(expand('заказ(,а) kpi')).toEqual(['заказ', 'заказа', 'kpi']);
});
