import type { Reply, ReplyContext } from '@ownerbot/conversation';
import type { Picture } from '@ownerbot/reports';
import { leakCheck } from '@ownerbot/testing';
import type { ToolResponse } from '@ownerbot/tools';
import { aContext } from '../fixtures/reply-context';
import { trendOf, warning } from '../fixtures/responses';
import { aRun } from '../fixtures/show-reply';
import { NOON, toolBench, type ToolBench } from '../fixtures/tool-bench';
import { presenters } from '../tools/presenters';
import { withPictures } from './with-pictures';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

const drawn = withPictures(presenters);
const RU = aContext({ now: new Date(NOON) });
const EN = aContext({ now: new Date(NOON), locale: 'en' });

function answer(response: ToolResponse, { presentation, context = RU, payload = {} }: { presentation?: string; context?: ReplyContext; payload?: Record<string, unknown> } = {}): Reply {
  const presenter = drawn[response.tool];
  if (presenter === undefined) throw new Error(response.tool);
  return presenter.answer(response, context, aRun(response.tool, payload, presentation));
}
function pictureOf(response: ToolResponse, context = RU): Picture & { caption: string; filename: string } {
  const { file } = answer(response, { presentation: 'chart_png', context });
  if (file === undefined || !('model' in file)) throw new Error('no picture');
  return { ...(file.model as Picture), caption: file.caption, filename: file.filename };
}
/** `~` is a no-break space. */
const read = (text: string): string => text.replaceAll('\u00a0', '~');

test('a trend is drawn from the figures of its text, day by day, with today marked', async () => {
  const response = await bench.ask('revenue_trend', { days: 7 });
  const { block, ...frame } = pictureOf(response);
  expect(frame).toMatchObject({
    title: 'Выручка и заказы за 7 дней', marks: [{ text: 'DEMO', tone: 'strong' }], filename: 'DEMO_chart_trend_2026-03-12_2026-03-18.png',
    provenance: expect.stringMatching(/^Источник: демо-магазин · 12–18\.03 по дням · данные на.+ · №.+/) as string,
  });
  expect(read(frame.subtitle)).toBe('12–18.03 · Europe/Berlin');
  if (block.kind !== 'trend') throw new Error(block.kind);
  expect(block.points.map(({ over, label }) => `${over ?? ''} ${label}`)).toEqual(['чт 12.03', 'пт 13.03', 'сб 14.03', 'вс 15.03', 'пн 16.03', 'вт 17.03', 'ср 18.03']);
  const { series } = response.data as { series: { revenue_net: string; orders_paid: number }[] };
  expect(block.points.map(({ amount, count }) => [amount, count])).toEqual(series.map((one) => [one.revenue_net, one.orders_paid]));
  expect(block.points.map(({ isOpen }) => isOpen === true)).toEqual([false, false, false, false, false, false, true]);
  expect(block.amount.ticks).toHaveLength(block.count.ticks.length);
  const { html } = answer(response, { presentation: 'chart_png' });
  for (const { value } of block.tiles) expect(html).toContain(value);
});

test('the caption holds the totals, and the text is the one without a picture', async () => {
  const response = await bench.ask('revenue_trend', { days: 7, end_day: '2026-03-17' });
  expect(read(pictureOf(response).caption)).toMatch(/^DEMO · <b>Выручка и заказы за 7 дней<\/b>\nВыручка <b>6~505,45~€<\/b>, оплачено заказов: 85, средний чек 76,53~€\n<i>Источник/);
  expect(answer(response, { presentation: 'chart_png' }).html).toBe(presenters.revenue_trend.answer(response, RU, aRun('revenue_trend')).html);
  const { block } = pictureOf(response);
  expect(block.kind === 'trend' ? block.tiles.map(({ change }) => read(change ?? '–')) : []).toEqual(['▲~+5,94~% к~04–10.03', '▼~−1,16~%', '–']);
});

test('days that the source knows nothing of are gaps, and the picture says that it is partial', async () => {
  const { block, marks } = pictureOf(await bench.ask('revenue_trend', { days: 210 }));
  expect(marks.map(({ text }) => text)).toEqual(['DEMO', 'неполные данные']);
  const points = block.kind === 'trend' ? block.points : [];
  expect(points).toHaveLength(210);
  expect(points.map(({ amount }) => amount === null).lastIndexOf(true)).toBe(9);
});

test('weeks are named by their first day', async () => {
  const { block, title } = pictureOf(await bench.ask('revenue_trend', { days: 30, granularity: 'week' }));
  expect(title).toBe('Выручка и заказы по неделям, 30 дней');
  expect(block.kind === 'trend' ? block.points.map(({ label }) => read(label)) : []).toEqual(['с~17.02', 'с~23.02', 'с~02.03', 'с~09.03', 'с~16.03']);
});

test('two windows are compared with their changes, the earlier one first', async () => {
  const { block, title, filename } = pictureOf(await bench.ask('kpi_compare', { preset: 'wow' }), EN);
  expect(read(title)).toBe('11–17~Mar vs 4–10~Mar');
  expect(filename).toBe('DEMO_chart_comparison_2026-03-04_2026-03-17.png');
  expect(block.kind === 'comparison' ? block.figures.map((one) => [one.title, one.earlier.label, one.later.label, read(one.change)]) : []).toEqual([
    ['Net revenue', '€6,140.70', '€6,505.45', '▲~+5.94%'],
    ['Paid orders', '86', '85', '▼~−1.16%'],
    ['Created orders', expect.any(String), '112', expect.any(String)],
    ['Average order', '€71.40', '€76.53', '▲~+7.18%'],
  ]);
});

test('a ranking ends with what is not in it, and all of it is the total', async () => {
  const response = await bench.ask('top_products', { days: 7, limit: 3 });
  const { block, subtitle } = pictureOf(response);
  const rows = block.kind === 'toplist' ? block.rows : [];
  expect(rows).toHaveLength(4);
  expect(rows[3]).toMatchObject({ isRest: true, title: expect.stringMatching(/^остальные \d+$/) as string });
  const { totals } = response.data as { totals: { total_revenue: string } };
  expect(rows.reduce((sum, { bar }) => sum + Math.round(Number(bar.at) * 100), 0)).toBe(Math.round(Number(totals.total_revenue) * 100));
  expect(subtitle).toContain('всего');
});

test('a window without anything in it is told and not drawn', () => {
  const reply = answer(trendOf(['0.00'], { response: { warnings: [warning('NO_DATA')] } }), { presentation: 'chart_png' });
  expect(reply.file).toBeUndefined();
  expect(reply.html).toMatch(/За.это время нет/);
});

test('an answer in words offers its picture, of the same request', () => {
  const reply = answer(trendOf(['1200.00', '943.00']), { payload: { days: 2 } });
  expect(reply.file).toBeUndefined();
  expect(reply.buttons?.at(-1)).toMatchObject([{ text: '📈 Картинкой', data: expect.stringMatching(/^go:/) as string }]);
  expect(reply.keep?.at(-1)?.value).toMatchObject({ requests: [{ tool: 'revenue_trend', payload: { days: 2 }, presentation: 'chart_png' }] });
});

test('figures of a real shop bear no mark, in the file name neither', () => {
  const { marks, filename, caption } = pictureOf(trendOf(['1200.00', '943.00'], { response: { mode: 'SIS_HTTP' } }));
  expect([marks, filename, caption.includes('DEMO')]).toEqual([[], 'chart_trend_2027-03-16_2027-03-17.png', false]);
});

test('an axis is short and without a currency', () => {
  const { block } = pictureOf(trendOf(['1200000.00', '943.00']));
  expect(block.kind === 'trend' ? block.amount.ticks.map(({ label }) => read(label)) : []).toEqual(['0', '250~тыс.', '500~тыс.', '750~тыс.', '1~млн', '1,25~млн']);
  expect(block.kind === 'trend' ? read(block.amount.name) : '').toBe('Чистая выручка, €');
});

leakCheck();
