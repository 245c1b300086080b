import { draw } from '../draw/draw';
import { LONGEST_NAME, MISSING } from '../fixtures/pictures';
import { readPdf } from '../fixtures/read-pdf';
import { aReport, table } from '../fixtures/reports';

/** A line is printed in pieces, so spaces tell nothing. */
const flat = (words = ''): string => words.replace(/\s/g, '');
const pagesOf = (bytes: Buffer): string[] => readPdf(bytes).pages.map(flat);

test('the same model gives the same bytes, whatever the clock says', async () => {
  const bytes = await draw(aReport());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect((await draw(aReport())).equals(bytes)).toBe(true);
  expect(bytes.toString('latin1')).toContain('(D:20270317110000Z)');
  // A picture with an alpha channel is unpacked on the side, and lands in the file whenever that is done.
  expect(bytes.toString('latin1')).not.toContain('/SMask');
});

test('its text can be read out of it, Cyrillic letters and signs of currencies included, in fonts that it brings along', async () => {
  const { pages, fonts, embedded } = readPdf(await draw(aReport()));
  expect(pages).toHaveLength(2);
  for (const words of ['Недельный отчёт · 10–16.03', 'Показатели', 'Ёё Ґї ₴ € № ▲ +5,9 % ▼ −1,2 %', 'Худи «Север»', '1000,00 €', MISSING.why]) expect(flat(pages[0])).toContain(flat(words));
  expect(flat(pages[1])).toContain(flat('Ответить в чатах: 4'));
  expect([fonts, embedded]).toEqual([['DejaVuSansCondensed', 'DejaVuSansCondensed-Bold'], 2]);
});

test('each page bears the marks, where its figures come from, and its number', async () => {
  const pages = pagesOf(await draw(aReport([{ title: 'Дни', blocks: [table(120)] }])));
  expect(pages.length).toBeGreaterThan(2);
  pages.forEach((words, at) => {
    for (const one of ['DEMO', 'неполные данные', 'Источник: демо-магазин', `стр. ${at + 1} из ${pages.length}`, 'Товар']) expect(words).toContain(flat(one));
  });
});

test('names are cut where their cell ends, cleaned of what cannot be printed, and never empty', async () => {
  const [words = ''] = pagesOf(await draw(aReport([{ title: 'Товары', blocks: [table(5)] }])));
  expect(words).toMatch(/Оченьдлинное\{a\|b\}<товар>&«кавычки».*…/);
  expect(words).not.toMatch(/[\u{1f600}\u200f]/u);
  expect(words).toContain('□1003,00€');
});

const empty = { title: 'x', blocks: [] };
test.each([
  ['model', 'no origin', aReport([], { provenance: ' ' })],
  ['model', 'no moment', aReport([], { asOf: 'yesterday' })],
  ['model', 'another version', { ...aReport(), version: 2 }],
  ['model', 'a row without a cell', aReport([{ ...empty, blocks: [{ kind: 'table', columns: [{ title: 'a', share: 1 }], rows: [{ cells: [] }] }] }])],
  ['cap', 'too many blocks', aReport([{ ...empty, blocks: Array.from({ length: 41 }, () => MISSING) }])],
  ['cap', 'too many rows', aReport([{ ...empty, blocks: [table(201)] }])],
  ['cap', 'too many pages', aReport(Array.from({ length: 21 }, () => ({ ...empty, startsPage: true, blocks: [MISSING] })))],
  ['cap', 'too large a model', aReport([{ ...empty, blocks: [{ kind: 'lines', lines: Array.from({ length: 200 }, () => LONGEST_NAME.repeat(6)) }] }])],
])('a document fails at %s for %s', async (step, _what, model) => {
  await expect(draw(model)).rejects.toMatchObject({ code: 'RENDER_FAILED', step, retry: 'never' });
});
