import type { ReplyContext } from '@ownerbot/conversation';
import { ShopError, type ShopPort } from '@ownerbot/shop';
import { leakCheck } from '@ownerbot/testing';
import type { ToolResponse } from '@ownerbot/tools';
import { aContext } from '../fixtures/reply-context';
import { aRun, lines, showReply } from '../fixtures/show-reply';
import { NOON, toolBench, type ToolBench } from '../fixtures/tool-bench';
import { withoutDays } from '../fixtures/without-days';
import type { DashboardData } from '../tools/dashboards/dashboard-fields';
import { presenters } from '../tools/presenters';

/** T13 and R11, R12 as far as texts go. */
let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
beforeEach(() => bench.clock.set(NOON));
afterAll(() => bench.drop());

const RU = aContext({ now: new Date(NOON) });
const show = (response: ToolResponse, context: ReplyContext = RU): string => {
  const presenter = presenters[response.tool];
  if (presenter === undefined || response.error !== null) throw new Error(JSON.stringify(response.error));
  return showReply(presenter.answer(response, context, aRun(response.tool)));
};
const dataOf = (response: ToolResponse): DashboardData => response.data as DashboardData;
const away = (): Promise<never> => Promise.reject(new ShopError('UPSTREAM_UNAVAILABLE', 'away'));
const askText = (tool: string, payload: object = {}, standIn?: ShopPort) => bench.ask(`biz_dashboard_${tool}`, { format: 'text', ...payload }, {}, standIn);

test('the day in Russian has the figures of the demo shop', async () => {
  const shown = show(await askText('daily'));
  expect(shown).toBe(
    lines(
      'DEMO · <b>Сводка дня · ср~18.03</b>',
      '',
      'Вчера: чистая выручка 1~170,90~€ (до~скидок 1~191,00~€) · оплачено 14, создано 20 · средний чек 83,64~€ · возвраты: 1 на~144,00~€',
      'Сегодня на~12:00: 159,00~€ · оплачено 3, создано 6, день ещё идёт',
      '11–17.03 к~04–10.03: выручка 6~505,45~€ ▲~+5,9~% · оплачено 85 ▼~−1,2~% · средний чек 76,53~€ (был 71,40~€)',
      'Заказы: внимания требуют 5~— зависшие 2, оплата 3, просрочка отправки 2',
      'Чаты: без ответа 4, дольше 6~ч 2, дольше суток 1; открыто 5',
      'Склад: нет в~наличии 2, заканчиваются (≤~5) 8, без цены 2, без фото 2',
      'Ошибки бота за~24~часа: 1',
      'Курс USD → EUR 0,9200, применён 0,9100 (+1,1~%): обновление готово',
      '',
      'Лучший день: ср~11.03, 1~276,30~€ · худший: чт~12.03, 481,25~€',
      '',
      '<i>Источник: демо-магазин, OwnerBot · данные на~12:00</i>',
      '',
      '[Требуют внимания] [Диагностика каталога]',
      '[Дашборд дня: картинка] [Дашборд дня: PDF]',
    ),
  );
  expect(shown.length).toBeLessThan(1_800);
});

test('the week stands beside the one before it, and what sold best adds up to its gross revenue', async () => {
  const response = await askText('weekly');
  const shown = show(response);
  expect(shown).toContain('<b>Недельный отчёт · 11–17.03 к~04–10.03</b>\n\nЧистая выручка 6~505,45~€ ▲~+5,9~% · оплачено 85 ▼~−1,2~%\nЛучше всех продаётся: Худи «Север»~— 1~106,00~€');
  expect(shown).toContain('До~скидок: 6~599,00~€ (было 6~174,00~€, ▲~+6,9~%)');
  expect(shown).toContain('Возвратов: 4 (было 5, ▼~−20~%)\nСумма возвратов: 353,00~€ (было 278,00~€, ▲~+27~%)');
  const { week, message } = dataOf(response);
  const best = message.blocks.find(({ code }) => code === 'best')?.figures;
  expect(best).toMatchObject({ totals: { total_revenue: week?.rows.find(({ metric }) => metric === 'revenue_gross')?.week } });
  expect(response.provenance?.window).toMatchObject({ from: '2026-03-11', to: '2026-03-17', granularity: 'total' });
});

test.each([
  ['last7', NOON, '2026-03-11', '2026-03-17'],
  ['last_week', NOON, '2026-03-09', '2026-03-15'],
  ['last7', '2026-03-16T11:00:00Z', '2026-03-09', '2026-03-15'],
  ['last_week', '2026-03-16T11:00:00Z', '2026-03-09', '2026-03-15'],
])('%s at %s is the week from %s to %s', async (mode, now, from, to) => {
  bench.clock.set(now);
  expect(dataOf(await askText('weekly', { week_mode: mode })).week?.days).toEqual({ from, to });
});

test('operations say what is over its limit and what to do, worst first', async () => {
  const shown = show(await askText('ops'));
  expect(shown).toContain('<b>Операционный отчёт · ср~18.03, 12:00</b>\n\n🔴 Чаты без ответа: 4 (порог 1)\n🔴 Зависшие заказы: 2 (порог 1)');
  expect(shown).toContain('1. Ответить в~чатах: 4, самый старый ждёт 26~ч → «Чаты без ответа»\n2. Проверить оплату заказов: 3, старшему 30~ч → «Заказы с проблемами оплаты»');
});

test('limits come from the request, then from the owner; a limit of zero watches nothing', async () => {
  const rules = { stuck_min_count: 3, payment_min_count: 4, errors_min_count: 2, out_of_stock_min_count: 3, low_stock_min_count: 0, unanswered_threshold_hours: 100, unanswered_min_count: 1 };
  const shown = show(await askText('ops', { rules }));
  expect(shown).toContain('🔴 Просроченные отправки: 2 (порог 1)\n🟢 В~норме: Чаты без ответа 0, Зависшие заказы 2');
  expect(shown).toContain('Не~отслеживаются: Заканчиваются');
  expect((await askText('ops', { rules: { stuck_min_count: 1000 } })).error?.details?.fields).toMatchObject([{ path: 'rules.stuck_min_count', allowed: '0..999' }]);
});

test('a part that fails is named with its reason, the others stand, and the report is partial', async () => {
  const response = await askText('daily', {}, { ...bench.shop, chatsQueue: away });
  expect(response).toMatchObject({ status: 'ok', warnings: [{ code: 'PART_FAILED', params: { part: 'queue', tool: 'team_queue_summary', error: 'UPSTREAM_UNAVAILABLE' } }], provenance: { completeness: { status: 'partial', notes: ['part_failed:queue'] } } });
  expect(dataOf(response)).toMatchObject({ snapshot_counts: { unanswered_chats: null, stuck_orders: 2, payment_issues: 3, late_ship: 2, errors: 1, inventory_out_of_stock: 2, inventory_low_stock: 8 } });
  const shown = show(response);
  expect(shown).toContain('⚠️ Не~получено: очередь поддержки~— магазин не~отвечает');
  expect(shown).toContain('Вчера: чистая выручка 1~170,90~€');
  expect(shown).not.toContain('Чаты:');
  expect(shown).toContain('неполные данные</i>');
});

test('what the source does not offer is left out with one note, and nothing is partial', async () => {
  const capabilities: ShopPort['capabilities'] = async (call) => {
    const answer = await bench.shop.capabilities(call);
    return { ...answer, data: { ...answer.data, endpoints: { ...answer.data.endpoints, fx: false } } };
  };
  const response = await askText('daily', {}, { ...bench.shop, capabilities });
  expect(response).toMatchObject({ warnings: [], provenance: { completeness: { status: 'complete' } } });
  expect(show(response)).toContain('⚠️ В~этом режиме данных нет: курс');
});

test('a shop of which nothing answers gives the error of the first part, so that the request is kept', async () => {
  const nothing = new Proxy(bench.shop, { get: (shop, name) => (name === 'capabilities' || typeof Reflect.get(shop, name) !== 'function' ? (Reflect.get(shop, name) as unknown) : away) });
  expect(await askText('daily', {}, nothing)).toMatchObject({ status: 'error', error: { code: 'UPSTREAM_UNAVAILABLE', retryable: true } });
});

test('days are counted in the zone that was asked for, which the report names', async () => {
  const response = await askText('daily', { tz: 'Pacific/Kiritimati' });
  expect(show(response)).toMatch(/Сводка дня · чт.19\.03[^]*Сегодня на.01:00[^]*Pacific\/Kiritimati/);
  expect((await askText('daily', { tz: 'Mars/Olympus' })).error?.details?.fields).toMatchObject([{ path: 'tz' }]);
});

test('days that the shop knows nothing of are no zeros', async () => {
  const response = await askText('daily', {}, withoutDays(bench.shop));
  expect(response.provenance?.completeness.status).toBe('partial');
  const shown = show(response);
  expect(shown).toContain('Вчерашний день: у~магазина нет данных за~эти дни\nСегодняшний день: у~магазина нет данных за~эти дни\nСравнение недель: у~магазина нет данных за~эти дни\nЗаказы: внимания требуют 5');
  expect(shown).not.toContain('0,00');
  expect(show(await askText('weekly', {}, withoutDays(bench.shop)))).toContain('За~эти дни у~магазина нет данных.');
});

leakCheck();
