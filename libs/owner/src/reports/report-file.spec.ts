import type { Reply } from '@ownerbot/conversation';
import type { DashboardBlock, Picture, Report, TableBlock } from '@ownerbot/reports';
import { leakCheck } from '@ownerbot/testing';
import type { ToolResponse } from '@ownerbot/tools';
import { aContext } from '../fixtures/reply-context';
import { aRun } from '../fixtures/show-reply';
import { NOON, toolBench, type ToolBench } from '../fixtures/tool-bench';
import { withoutDays } from '../fixtures/without-days';
import { presenters } from '../tools/presenters';

/** R6, R11 and R13: what a file holds is what its text says. */
let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

const RU = aContext({ now: new Date(NOON) });
const EN = aContext({ now: new Date(NOON), locale: 'en' });

function answer(response: ToolResponse, context = RU, presentation = 'dashboard'): Reply {
  const presenter = presenters[response.tool];
  if (presenter === undefined || response.error !== null) throw new Error(JSON.stringify(response.error));
  return presenter.answer(response, context, aRun(response.tool, {}, presentation));
}
function modelOf<Model>({ file }: Reply): Model {
  if (file === undefined || !('model' in file)) throw new Error('no file');
  return file.model as Model;
}
const tablesOf = ({ sections }: Report): TableBlock[] => sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table'));
const read = (text: string): string => text.replaceAll('\u00a0', ' ');
const rowsOf = (report: Report): string[] => tablesOf(report).flatMap(({ rows }) => rows.map(({ cells }) => read(cells.join(' | '))));

test('the picture of the day says in its tiles and charts what the text says', async () => {
  const reply = answer(await bench.ask('biz_dashboard_daily'));
  expect(reply.file).toMatchObject({ type: 'png', filename: 'DEMO_business_dashboard_daily.png', mime: 'image/png' });
  const { block, marks, provenance } = modelOf<Picture & { block: DashboardBlock }>(reply);
  expect(block.rows.map((row) => row.map(({ value, change }) => read(`${value}, ${change ?? ''}`)))).toEqual([
    ['1 170,90 €, до скидок 1 191,00 €', '14, создано 20', '83,64 €, возвраты: 1 на 144,00 €', '159,00 €, оплачено 3'],
    ['5, зависли 2, оплата 3', '4, дольше суток 1', '2, заканчиваются 8', '1, за 24 ч'],
  ]);
  for (const { value } of block.rows.flat()) expect(reply.html).toContain(value);
  expect(block.comparison.block.kind === 'comparison' ? block.comparison.block.figures.map(({ later, change }) => read(`${later.label} ${change}`)) : []).toEqual(['6 505,45 € ▲ +5,9 %', '85 ▼ −1,2 %', '112 ▲ +6,7 %', '76,53 € ▲ +7,2 %']);
  expect(block.trend.block.kind === 'trend' ? block.trend.block.points : []).toHaveLength(14);
  expect([marks[0]?.text, provenance]).toEqual(['DEMO', expect.stringMatching(/^Источник: демо-магазин, OwnerBot · данные на.12:00 · №.1$/)]);
  expect(reply.file?.caption).toMatch(/^DEMO · <b>Сводка дня · ср.18\.03<\/b>\n<i>Источник/);
});

test('the document of the day holds its figures, both changes of the week, fourteen days and where each part comes from', async () => {
  const reply = answer(await bench.ask('biz_dashboard_daily', { format: 'pdf' }));
  expect(reply.file).toMatchObject({ type: 'pdf', filename: 'DEMO_business_dashboard_daily.pdf', mime: 'application/pdf' });
  const rows = rowsOf(modelOf<Report>(reply));
  expect(rows).toEqual(expect.arrayContaining([
    'Чистая выручка | 1 170,90 € | 159,00 €', 'Чистая выручка | 6 505,45 € | 6 140,70 € | +364,75 € | ▲ +5,94 %', 'Оплачено заказов | 85 | 86 | −1 | ▼ −1,16 %',
    'вт 17.03 | 1 170,90 € | 14 | 20 | 83,64 € | ', 'ср 18.03 | 159,00 € | 3 | 6 | 53,00 € | ещё идёт', 'ср 11.03 | 1 276,30 € | 13 | 16 | 98,18 € | лучший',
    'Всего требуют внимания | 5', 'Вчерашний день | demo:orders | 17.03 | 18.03, 12:00 | полные',
  ]));
});

test('the weekly document ends its best sellers with the others and with the gross revenue of the week', async () => {
  const report = modelOf<Report>(answer(await bench.ask('biz_dashboard_weekly'), EN));
  expect(report).toMatchObject({ language: 'en', title: 'Weekly report · 11–17\u00a0Mar vs 4–10\u00a0Mar', asOf: '2026-03-18T11:00:00Z', pageWords: 'page {page} of {pages}' });
  const rows = rowsOf(report);
  expect(rows).toEqual(expect.arrayContaining(['Before discounts | €6,599.00 | €6,174.00 | +€425.00 | ▲ +6.88%', 'Refunded | €353.00 | €278.00 | +€75.00 | ▲ +26.98%', ' | the other 16 | 98 | €3,165.00 | ', ' | Total | 149 | €6,599.00 | ']));
  const chart = report.sections.flatMap(({ blocks }) => blocks).find((block) => block.kind === 'chart');
  expect(chart).toMatchObject({ block: { marked: { first: 23, last: 29 } } });
});

test('"the weekly PDF" is the weekly report as a document, in whatever format it was asked', async () => {
  const response = await bench.ask('biz_dashboard_weekly', { format: 'text' }, { presentation: { kind: 'weekly_pdf' } });
  expect(answer(response, RU, 'weekly_pdf').file).toMatchObject({ type: 'pdf', filename: 'DEMO_business_dashboard_weekly.pdf' });
  expect(answer(response).file).toBeUndefined();
  expect((await bench.ask('biz_dashboard_daily', {}, { presentation: { kind: 'weekly_pdf' } })).error).toMatchObject({ code: 'VALIDATION_ERROR' });
});

test('the operations document names orders by their ids and flags by their reasons, and nobody by name, number or phone', async () => {
  const reply = answer(await bench.ask('biz_dashboard_ops'));
  const report = modelOf<Report>(reply);
  expect(reply.file?.filename).toBe('DEMO_ops_report.pdf');
  expect(rowsOf(report)).toEqual(expect.arrayContaining(['Чаты без ответа | 4 | 1 | порог превышен', 'Проблемы с оплатой | 3 | 272,00 € | 30 ч', 'OB-1010 | оплачен, собирается | 152,10 € | 7 дн | ждём поставку']));
  expect(JSON.stringify(report)).not.toMatch(/CUS-\d|\+49|"customer/);
});

test('a part that failed keeps its place and says why; days that nobody knows are told, not drawn', async () => {
  const report = modelOf<Report>(answer(await bench.ask('biz_dashboard_daily', { format: 'pdf' }, {}, withoutDays(bench.shop))));
  const missing = report.sections.flatMap(({ title, blocks }) => blocks.flatMap((block) => (block.kind === 'missing' ? [`${title}: ${read(block.why)}`] : [])));
  expect(missing.map(read)).toEqual(['Показатели: За эти дни у магазина нет данных', 'Неделя к неделе: За эти дни у магазина нет данных', 'По дням: За эти дни у магазина нет данных']);
  expect(report.marks.map(({ text }) => text)).toEqual(['DEMO', 'неполные данные']);
});

leakCheck();
