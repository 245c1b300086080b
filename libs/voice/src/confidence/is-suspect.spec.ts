import fc from 'fast-check';
import { confidenceOfTokens } from './confidence-of-tokens';
import { isSuspect } from './is-suspect';

const suspect = (text: string, seconds = 10, biasPrompt = 'выручка, заказ, склад') => isSuspect(text, { seconds, biasPrompt });

test.each([
  ['', 10], ['я', 10], ['…', 10], ['123', 10],
  ['Субтитры сделал DimaTorzok', 10], ['Продолжение следует...', 3], ['Спасибо за просмотр!', 3], ['Thanks for watching!', 3], ['Редактор субтитров А.Синецкая', 10],
  ['да да да', 3], ['подними цены подними цены подними цены', 8], ['ну вот ага ага ага вот', 8],
  ['выручка заказ склад', 5],
  ['слишком много слов для одной короткой секунды звука', 1],
])('%p looks invented', (text, seconds) => expect(suspect(text, seconds)).toBe(true));

test.each([
  ['выручка за вчера', 2], ['подними все цены на пять процентов', 3], ['да', 1], ['заказ 1003', 2], ['ok', 1], ['нет нет', 1], ['сколько заказов, сколько возвратов, сколько чатов', 5],
])('%p was heard', (text, seconds) => expect(suspect(text, seconds)).toBe(false));

test('any phrase three times in a row looks invented', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('цена', 'заказ', 'вчера', 'склад'), { minLength: 1, maxLength: 5 }), (phrase) => {
      expect(suspect([...phrase, ...phrase, ...phrase].join(' '), 60)).toBe(true);
    }),
  );
});

test.each([[undefined], [[]], [[{ token: '.', logprob: -1 }]], ['x'], [[{ token: 'a' }]]])('%p tells nothing of confidence', (logprobs) => expect(confidenceOfTokens(logprobs)).toBeNull());
test('confidence is the geometric mean of the probabilities', () => {
  expect(confidenceOfTokens([{ token: 'a', logprob: Math.log(0.9) }, { token: 'b', logprob: Math.log(0.4) }])).toBeCloseTo(0.6);
});
