import fc from 'fast-check';
import { canonicalJson } from './canonical-json';

test('keys stand in the order of their code units, whatever order they were written in', () => {
  expect(canonicalJson({ b: 1, a: { d: null, c: [true, 'x'] }, '\u20ac': 2, '1': 3, '\ud83d\ude00': 4, '\ufb33': 5 })).toBe(
    '{"1":3,"a":{"c":[true,"x"],"d":null},"b":1,"\u20ac":2,"\ud83d\ude00":4,"\ufb33":5}',
  );
});

test('numbers and strings are written as ECMAScript writes them', () => {
  expect(canonicalJson([333333333.33333329, 1e30, 4.5, 2e-3, 1e-27, -0, '\u000f\n"\\'])).toBe('[333333333.3333333,1e+30,4.5,0.002,1e-27,0,"\\u000f\\n\\"\\\\"]');
});

test('a key without a value is left out, a moment is its ISO text', () => {
  expect(canonicalJson({ a: undefined, at: new Date('2026-03-02T12:00:00.000Z') })).toBe('{"at":"2026-03-02T12:00:00.000Z"}');
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1])('%p is refused', (value) => {
  expect(() => canonicalJson({ value })).toThrow(TypeError);
});

test('it reads back as the same value, and the same value always gives the same text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
