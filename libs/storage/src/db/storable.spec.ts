import fc from 'fast-check';
import { storableJson, storableText } from './storable';

test('NUL and lone surrogates become U+FFFD, whole pairs stay', () => {
  expect(storableText('a\0b\ud800c\udc00d😀')).toBe('a\ufffdb\ufffdc\ufffdd😀');
  expect(storableJson({ 'k\0': ['\udfff😀'] })).toBe('{"k\ufffd":["\ufffd😀"]}');
});

test('a backslash before u stays what was written', () => {
  expect(JSON.parse(storableJson(['\\u0000', '\\\\ud800', '\\\0']) ?? '')).toEqual(['\\u0000', '\\\\ud800', '\\\ufffd']);
});

test('a value that is not there is SQL null', () => {
  expect(storableJson(undefined)).toBeNull();
  expect(storableJson(null)).toBe('null');
});

test('what can be stored is not changed, and what was made storable stays so', () => {
  const nasty = fc.string({ unit: fc.constantFrom('\\', '\0', '\ud800', '\udc00', 'u', '0', 'd', '8', '"', 'ж', '😀') });
  fc.assert(
    fc.property(nasty, (text) => {
      const made = JSON.parse(storableJson(text) ?? '') as string;
      expect(made).toBe(storableText(text));
      expect(made).not.toMatch(/[\0\p{Surrogate}]/u);
      expect(storableText(made)).toBe(made);
    }),
  );
});
