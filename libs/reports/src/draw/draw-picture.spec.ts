import { createHash } from 'node:crypto';
import { aComparison, aDashboard, aToplist, aTrend, GAP, LONGEST_NAME, MISSING, OPEN_DAY } from '../fixtures/pictures';
import type { Picture } from '../model/picture';
import { drawPicture, svgOf } from './draw-picture';
import { COLOURS } from './look';

const PICTURES: Readonly<Record<string, Picture>> = {
  'a week': aTrend(7),
  'days without data, and today': aTrend(14, (at) => (at === 13 ? OPEN_DAY : at === 3 || at === 4 ? GAP : {}), { marks: [{ text: 'DEMO', tone: 'strong' }, { text: 'неполные данные', tone: 'quiet' }] }),
  'one value': aTrend(1),
  'a day of zero and one below': aTrend(7, (at) => (at === 2 ? { amount: '-450.00' } : at === 4 ? { amount: '0.00', count: 0 } : {})),
  'three months': aTrend(90),
  'a year': aTrend(366),
  'two windows': aComparison(),
  'a ranking with hostile names': aToplist(),
  'a day on one card': aDashboard(),
  'a day with its charts missing': aDashboard({ trend: { title: 'По дням', block: MISSING }, comparison: { title: 'Недели', block: MISSING }, notes: [LONGEST_NAME, LONGEST_NAME, LONGEST_NAME] }),
  'a ranking of fifteen': aToplist(Array.from({ length: 15 }, (_, at) => `Товар ${at + 1}`)),
};
const names = Object.keys(PICTURES);
const pictureOf = (name: string): Picture => PICTURES[name] ?? aTrend(1);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
/** Width and height of a PNG; RFC 2083, section 4.1.1. */
const sizeOf = (png: Buffer): string => `${png.readUInt32BE(16)} × ${png.readUInt32BE(20)}`;

test.each(names)('%s is drawn as it was looked at, and the same each time', (name) => {
  const png = drawPicture(pictureOf(name));
  expect(sha256(drawPicture(pictureOf(name)))).toBe(sha256(png));
  const isGolden = process.platform === 'linux' && process.arch === 'x64';
  expect(sizeOf(png)).toMatchSnapshot('size');
  // On other platforms the painter rounds otherwise.
  if (isGolden) expect(sha256(png)).toMatchSnapshot('bytes');
});

const svg = (name: string): string => svgOf(pictureOf(name));

test('a day without data is a grey band that is named, and never a zero', () => {
  expect(svg('days without data, and today').split(COLOURS.missing)).toHaveLength(3);
  expect(svg('days without data, and today')).toContain('>нет данных</text>');
  expect(svg('a week')).not.toContain(COLOURS.missing);
});

test('today is hatched, its line is dashed, and the legend says so', () => {
  expect(svg('days without data, and today')).toContain('<clipPath');
  expect(svg('days without data, and today')).toMatch(/stroke-dasharray="14,10"/);
  expect(svg('days without data, and today')).toContain('>сегодня, день ещё идёт</text>');
  expect(svg('a week')).not.toMatch(/clipPath id="h|stroke-dasharray/);
});

test('a single value stands beside its point', () => {
  expect(svg('one value')).toContain('>700.90 €</text>');
});

test('values below zero have their own part of the axis, where no orders are counted', () => {
  expect(svg('a day of zero and one below')).toContain('>−500</text>');
  expect(svg('a week')).not.toContain('−500');
});

test('each picture says where its figures come from, and whose they are', () => {
  for (const name of names) expect(svg(name)).toContain('данные на 12:00');
  expect(svg('a week')).toContain('>DEMO</text>');
  expect(svg('a ranking of fifteen')).not.toContain('DEMO');
});

test('a part that is missing says so in its place, and a figure beside a tile is never cut', () => {
  expect(svg('a day with its charts missing').split('>График: не получено, магазин не отвечает</text>')).toHaveLength(3);
  expect(svg('a day on one card')).toContain('>1\u00a0234\u00a0567,00\u00a0€</text>');
});

test('a name of 300 letters is cut, and nothing in it is taken for markup or for a picture', () => {
  const shown = svgOf(aToplist([LONGEST_NAME]));
  expect(shown).toContain('Очень длинное {a|b}');
  expect(shown).toContain('&lt;товар&gt; &amp;');
  expect(shown).toContain('…</text>');
  expect(shown).not.toMatch(/😀|👩|\u200f|\u200d/u);
});

test('a model that does not say where its figures come from is not drawn', () => {
  expect(() => drawPicture({ ...aTrend(7), provenance: ' ' })).toThrow(expect.objectContaining({ code: 'RENDER_FAILED', step: 'model', retry: 'never' }));
});

test.each([
  ['model', 'nothing', null],
  ['model', 'another version', { ...aTrend(7), version: 2 }],
  ['model', 'no value at all', aTrend(7, () => GAP)],
  ['cap', 'more days than a year', aTrend(367)],
  ['cap', 'more figures than fit', aDashboard({ rows: [Array.from({ length: 5 }, () => ({ label: 'x', value: '1' }))] })],
  ['cap', 'more rows than fit', aToplist(Array.from({ length: 16 }, () => 'Товар'))],
])('a drawing fails at %s for %s', (step, _what, model) => {
  expect(() => drawPicture(model)).toThrow(expect.objectContaining({ step }));
});
