import { clean } from './clean';
import { cut, wrap } from './fit';
import { measure } from './measure';

test('letters of the catalogues have glyphs in both weights', () => {
  for (const char of 'Ёё Ґї ₴€№ ▲▼−→…□«»—·≤ ł\u00a0\u202f') expect([char, measure().hasGlyph(char.codePointAt(0) ?? 0)]).toEqual([char, true]);
});

test('emoji, control and direction characters go, what has no glyph becomes a box, the signs of trade stay', () => {
  expect(clean('a\u200fb\u0007c 😀👩‍👩‍👧🇺🇦 1️⃣ d')).toBe('abc 1 d');
  expect(clean('国 © ™ ♥\ud83d')).toBe('□ © ™');
  expect(clean(' a \n\t b ')).toBe('a b');
  expect(clean('1\u00a0200 €')).toBe('1\u00a0200 €');
});

test('Cyrillic letters are as wide as their glyphs, not as their height', () => {
  expect(measure().width('Выручка', 100)).toBeGreaterThan(300);
  expect(measure().width('Выручка', 100)).toBeLessThan(500);
  expect(measure().width('Выручка', 100, 'bold')).toBeGreaterThan(measure().width('Выручка', 100));
});

test('a text is cut at its width, never within a character', () => {
  const room = { width: 100, size: 20 };
  expect(cut('short', room)).toBe('short');
  const shown = cut('ЁЁЁ𝒜𝒜𝒜ЁЁЁЁЁЁЁ', room);
  expect(shown).toMatch(/^Ё.*…$/u);
  expect(shown).not.toMatch(/[\ud800-\udbff]…/u);
  expect(measure().width(shown, 20)).toBeLessThanOrEqual(100);
});

test('lines break between words, long words within, and the last line is cut', () => {
  expect(wrap('one two three', { width: 90, size: 20, most: 3 })).toEqual(['one two', 'three']);
  const lines = wrap('x'.repeat(60), { width: 100, size: 20, most: 2 });
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/…$/);
  for (const one of lines) expect(measure().width(one, 20)).toBeLessThanOrEqual(100);
  expect(wrap('', { width: 90, size: 20, most: 3 })).toEqual([]);
});
