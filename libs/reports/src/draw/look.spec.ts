import { COLOURS, SIZES } from './look';

/** Relative luminance and contrast; WCAG 2.2. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: string, other: string): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

test('texts stand out from the paper, lines and the edges of bars too', () => {
  for (const colour of [COLOURS.text, COLOURS.quiet]) expect(contrast(colour, COLOURS.paper)).toBeGreaterThan(4.5);
  for (const colour of [COLOURS.line, COLOURS.barEdge]) expect(contrast(colour, COLOURS.paper)).toBeGreaterThan(3);
});

test('on a phone, 400 points wide, the capitals of a figure are ten points high, and nothing is smaller than the provenance', () => {
  const capitals = 0.729;
  expect((SIZES.tile * capitals * 400) / 1_400).toBeGreaterThan(10);
  expect(Math.min(...Object.values(SIZES))).toBe(SIZES.provenance);
});
