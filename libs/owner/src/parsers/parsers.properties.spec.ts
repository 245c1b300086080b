import fc from 'fast-check';
import { aContext } from '../fixtures/reply-context';
import { createParser, PARSER_TYPES } from './create-parser';

const OPTIONS: Readonly<Record<string, Record<string, unknown>>> = { duration: { unit: 'hours', never: true }, enum: { values: [{ value: 'a', text: { ru: 'а', en: 'a' } }] } };
const WORDS = ['5', '1,200', '1.2.3', '-', '−', '%', '€', 'до', 'to', 'полтора', 'тысяч', 'k', 'OB-1', '№', '10-15', 'вчера', '15 марта', '03/04', '24:00', '9am', 'сутки', 'бессрочно', 'и', '{', '"', 'a=1', ',', '\n', '🙂', '\u200b', '١٢'];
const hostile = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.array(fc.constantFrom(...WORDS), { maxLength: 8 }).map((words) => words.join(' ')), fc.array(fc.constantFrom(...WORDS), { maxLength: 8 }).map((words) => words.join('')));

test.each(PARSER_TYPES)('%s never throws, and gives only values that it accepts', (type) => {
  const made = createParser({ type, ...OPTIONS[type] });
  if ('problems' in made) throw new Error(JSON.stringify(made.problems));
  for (const context of [aContext({ locale: 'ru' }), aContext({ locale: 'en' })]) {
    fc.assert(
      fc.property(hostile, (text) => {
        const answer = made.parser.parse(text, context);
        if (answer.ok) return made.parser.accepts(answer.value);
        return context.texts.html(answer.problem.key, answer.problem.params) !== '';
      }),
      { numRuns: 150 },
    );
  }
});

test.each(PARSER_TYPES)('%s ends soon, whatever its length', (type) => {
  const made = createParser({ type, ...OPTIONS[type] });
  if ('problems' in made) throw new Error(JSON.stringify(made.problems));
  const started = performance.now();
  for (const text of ['1'.repeat(4096), '1 '.repeat(2048), '- '.repeat(2048), '1,'.repeat(2048), 'а'.repeat(4096), '{'.repeat(4096), ' '.repeat(4096)]) made.parser.parse(text, aContext());
  expect(performance.now() - started).toBeLessThan(1_500);
});
