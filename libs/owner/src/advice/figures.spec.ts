import { looksLikeFigure } from './figures';

test.each(['выросло на 15', 'на 5 %', 'до 30 €', 'вдвое больше', 'в два раза реже', 'на двадцать процентов', 'twice as many', 'ten times', 'five percent', 'by half', '٣', '½ корзины, %'])('%j looks like a figure', (text) => {
  expect(looksLikeFigure(text)).toBe(true);
});

test.each(['две недели', 'раз в неделю', 'один-два товара', 'скидка в процентах заметнее суммы', 'a couple of products', 'within two weeks', 'the second time', 'дважды подряд'])('%j does not', (text) => {
  expect(looksLikeFigure(text)).toBe(false);
});
