import type { Route } from '@ownerbot/conversation';
import { aContext } from '../../fixtures/reply-context';
import { routeText } from './route-text';

const context = aContext();
const route = (text: string): Route | null => routeText({ source: 'text', chatId: '700', text, data: null, messageId: '5' }, context);

/** A route in one line, so that a table can be read. */
function summary(text: string): string {
  const found = route(text);
  if (found === null) return 'help';
  switch (found.type) {
    case 'tool':
      return `${found.tool} ${JSON.stringify(found.payload).replace(/[{}"]/g, '').replaceAll('period:preset:', 'period:')}`.trim();
    case 'panel':
      return `panel ${found.panel}`;
    case 'reply':
      return (found.reply.keep ?? []).length > 0 ? 'offer' : 'reply';
    case 'refusal':
      return `refused ${found.reason}`;
    default:
      return found.type;
  }
}

const card = (id: string) => `order_detail order_id:${id}`;
const kpi = (period: string) => `kpi_snapshot period:${period}`;
const kpiDays = (from: string, to: string) => `kpi_snapshot period:custom,from:${from},to:${to}`;
const trend = (period: string) => `revenue_trend period:${period}`;
const orders = (preset: string) => `orders_search preset:${preset},limit:50`;
const recent = 'orders_search limit:20';
const NOT_YET = 'refused NOT_IMPLEMENTED';
const BAD_VALUE = 'refused VALIDATION_ERROR';

describe('orders by id', () => {
  test.each([
    ['OB-1003', card('OB-1003')], ['ob-1003', card('OB-1003')], ['ОВ-1003', card('OB-1003')], ['ов 1003', card('OB-1003')], ['OВ1003', card('OB-1003')], ['OB–1003?', card('OB-1003')],
    ['№1003', card('OB-1003')], ['#1003', card('OB-1003')], ['1003', card('OB-1003')], ['заказ OB-1003', card('OB-1003')], ['Заказ ОВ-1003', card('OB-1003')], ['заказ 1003', card('OB-1003')],
    ['заказ № 1003', card('OB-1003')], ['заказ номер 1003', card('OB-1003')], ['что с заказом номер 1003', card('OB-1003')], ['Что с заказом OB-1003?', card('OB-1003')], ['покажи OB-1044', card('OB-1044')],
    ['где заказ 1003', card('OB-1003')], ['статус заказа 1003', card('OB-1003')], ['открой карточку OB-1003, пожалуйста', card('OB-1003')], ['order OB-1003', card('OB-1003')], ['order 1003', card('OB-1003')],
    ['show me order #1003', card('OB-1003')], ["what's up with order 1003", card('OB-1003')], ['where is OB-1003', card('OB-1003')], ['проверь заказ ob1003', card('OB-1003')], ['\u202eзаказ OB-1003', card('OB-1003')], ['заказ OB-1003 оплачен?', card('OB-1003')], ['когда отправили OB-1003', card('OB-1003')], ['сколько стоит OB-1003', card('OB-1003')],
  ])('%s', (text, expected) => expect(summary(text)).toBe(expected));
});

describe('figures of a period', () => {
  test.each([
    ['kpi', kpi('today')], ['кпи', kpi('today')], ['KPI вчера', kpi('yesterday')], ['kpi вчера', kpi('yesterday')], ['кпи за неделю', kpi('7d')], ['kpi yesterday', kpi('yesterday')], ['kpi 7d', kpi('7d')],
    ['выручка за прошлый месяц', kpi('last_month')], ['Сколько заработали за прошлый месяц?', kpi('last_month')], ['сколько заработали сегодня', kpi('today')], ['Сколько мы заработали вчера?', kpi('yesterday')],
    ['итоги дня', kpi('today')], ['Итоги недели', kpi('7d')], ['sales last week', kpi('last_week')], ['sales so far this week', kpi('this_week')], ['how much did we earn yesterday', kpi('yesterday')],
    ['how much money did we make last month?', kpi('last_month')], ['покажи выручку за 15 марта', kpiDays('2027-03-15', '2027-03-15')], ['выручка с 1 по 15 марта', kpiDays('2027-03-01', '2027-03-15')],
    ['продажи в январе', kpiDays('2027-01-01', '2027-01-31')], ['выручка за последние 14 дней', kpiDays('2027-03-05', '2027-03-18')], ['revenue from 1 to 15 March', kpiDays('2027-03-01', '2027-03-15')],
    ['средний чек за неделю', kpi('7d')], ['сколько возвратов за месяц', kpi('30d')], ['сколько заказов вчера', kpi('yesterday')], ['Сколько было заказов за неделю?', kpi('7d')], ['how many orders yesterday', kpi('yesterday')],
    ['покажи мне выручку и средний чек магазина за вчера', kpi('yesterday')], ['выручьку за вчера', kpi('yesterday')], ['ВЫРУЧКА ЗА ВЧЕРА!!!', kpi('yesterday')], ['вчера выручка', kpi('yesterday')], ['отправь мне kpi за вчера', kpi('yesterday')],
    ['пришли показатели за квартал', kpi('90d')], ['оборот за выходные', kpiDays('2027-03-13', '2027-03-14')], ['деньги за сегодня', kpi('today')], ['отчёт за вчера', kpi('yesterday')], ['сделай отчёт по продажам за неделю', kpi('7d')],
    ['как дела в магазине', kpi('today')], ['how is business this month', kpi('this_month')], ['kpi 15.03-17.03', kpiDays('2027-03-15', '2027-03-17')], ['доброе утро! как продажи вчера?', kpi('yesterday')], ['добрый день, kpi вчера', kpi('yesterday')], ['подведи итоги дня', kpi('today')], ['how did we do yesterday', kpi('yesterday')], ['выручка за 2026 год', kpiDays('2026-01-01', '2026-12-31')], ['results for 2027-03-10', kpiDays('2027-03-10', '2027-03-10')],
  ])('%s', (text, expected) => expect(summary(text)).toBe(expected));
});

describe('trends', () => {
  test.each([
    ['динамика продаж за 14 дней', trend('custom,from:2027-03-05,to:2027-03-18')], ['динамика', trend('30d')], ['тренд за месяц', trend('30d')], ['revenue trend 30 days', trend('30d')], ['revenue curve, last 14 days', trend('custom,from:2027-03-05,to:2027-03-18')],
    ['выручка по дням за неделю', trend('7d')], ['нарисуй график продаж за 90 дней', trend('90d')], ['Покажи динамику выручки за два месяца', trend('custom,from:2027-01-19,to:2027-03-18')], ['sales by day this month', trend('this_month')],
    ['тренд выручки с 1 по 10 марта', trend('custom,from:2027-03-01,to:2027-03-10')], ['daily sales last week', trend('last_week')], ['как менялась выручка за месяц', trend('30d')],
  ])('%s', (text, expected) => expect(summary(text)).toBe(expected));
});

describe('lists of orders', () => {
  test.each([
    ['застрявшие заказы', orders('stuck')], ['Какие заказы зависли?', orders('stuck')], ['зависшие', orders('stuck')], ['orders stuck', orders('stuck')], ['show stuck orders', orders('stuck')],
    ['Какие заказы застряли дольше 12 часов?', 'orders_search preset:stuck,limit:50,since_hours:12'], ['stuck longer than 2 days', 'orders_search preset:stuck,limit:50,since_hours:48'], ['зависли больше суток', 'orders_search preset:stuck,limit:50,since_hours:24'],
    ['проблемы с оплатой', orders('payment_issues')], ['у кого не прошла оплата', orders('payment_issues')], ['payment issues', orders('payment_issues')], ['failed payments', orders('payment_issues')],
    ['просроченные отправки', orders('late_ship')], ['Кому мы опаздываем с отправкой', orders('late_ship')], ['просроченные заказы', orders('late_ship')], ['overdue shipments', orders('late_ship')], ['late orders', orders('late_ship')], ['проблемы с доставкой', orders('late_ship')],
    ['заказы требующие внимания', orders('attention')], ['требуют внимания', orders('attention')], ['orders that need attention', orders('attention')], ['проблемные заказы', orders('attention')], ['срочные заказы', orders('attention')],
    ['неоплаченные заказы', orders('awaiting_payment')], ['не оплаченные заказы', orders('awaiting_payment')], ['заказы ждут оплаты', orders('awaiting_payment')], ['unpaid orders', orders('awaiting_payment')], ['orders awaiting payment', orders('awaiting_payment')],
    ['последние заказы', recent], ['заказы', recent], ['новые заказы', recent], ['latest orders', recent], ['покажи все заказы', recent], ['последние 10 заказов', 'orders_search limit:10'], ['Последние 10 покупок', 'orders_search limit:10'], ['last 20 orders', 'orders_search limit:20'],
    ['заказы за вчера', 'orders_search limit:20,period:yesterday'], ['заказы за последние 7 дней', 'orders_search limit:20,period:7d'], ['отмеченные заказы', 'orders_search flagged:true,limit:50'], ['flagged orders', 'orders_search flagged:true,limit:50'],
    ['отменённые заказы', 'orders_search limit:20,status:cancelled'], ['оплаченные заказы', 'orders_search limit:20,status:paid'], ['pending orders', 'orders_search limit:20,status:pending'],
    ['заказы с телефона …4170', 'template'], ['Заказы с телефона на 44170', 'orders_search limit:20,q:44170'], ['orders for +49 151 2345678', 'orders_search limit:20,q:491512345678'], ['+49 171 392-00-02', 'orders_search limit:20,q:491713920002'],
    ['заказы клиента с телефоном 392 00 02', 'orders_search limit:20,q:3920002'], ['0171 3920002', 'orders_search limit:20,q:1713920002'], ['заказы без оплаты', orders('awaiting_payment')], ['застрявшие заказы за неделю', 'orders_search preset:stuck,limit:50,period:7d'],
  ])('%s', (text, expected) => expect(summary(text)).toBe(expected));
});

const top = (rest: string) => `top_products period:${rest}`;
const stock = (section: string) => `inventory_status section:${section},limit:${section === 'all' ? 20 : 50}`;
const between = (a: readonly [string, string], b: readonly [string, string]) => `kpi_compare preset:custom,a_start:${a[0]},a_end:${a[1]},b_start:${b[0]},b_end:${b[1]}`;

describe('comparisons, rankings and shares', () => {
  test.each([
    ['сравни эту неделю с прошлой', 'kpi_compare preset:wow'], ['Чем эта неделя отличается от прошлой по выручке', 'kpi_compare preset:wow'], ['compare this month with last month', 'kpi_compare preset:mom'], ['сравни продажи', 'kpi_compare preset:wow'],
    ['сравни январь и февраль', between(['2027-02-01', '2027-02-28'], ['2027-01-01', '2027-01-31'])], ['сравни март с февралём', between(['2027-03-01', '2027-03-18'], ['2027-02-01', '2027-02-28'])], ['compare March with February', between(['2027-03-01', '2027-03-18'], ['2027-02-01', '2027-02-28'])], ['сравни выручку за вчера', between(['2027-03-17', '2027-03-17'], ['2027-03-16', '2027-03-16'])],
    ['топ товаров за неделю', top('7d,metric:revenue')], ['Какие вещи лучше всего расходятся в этом месяце', top('this_month,metric:revenue')], ['best sellers by units', top('7d,metric:qty')], ['топ 5 товаров', top('7d,metric:revenue,limit:5')],
    ['top 10 products last month', top('last_month,metric:revenue,limit:10')], ['выручка по товарам за вчера', top('yesterday,metric:revenue')], ['худшие товары за 30 дней', top('30d,direction:bottom,include_zero:true')], ['slowest movers', top('7d,direction:bottom,include_zero:true')],
    ['выручка по категориям за квартал', top('90d,group_by:category')], ['revenue by category', top('30d,group_by:category')], ['выручка и продажи по категориям за неделю', top('7d,group_by:category')],
    ['воронка за месяц', 'funnel_snapshot period:30d'], ['funnel', 'funnel_snapshot period:7d'], ['отклонения по возвратам', 'refunds_anomalies period:90d'], ['сигналы риска', 'truststack_signals period:90d'], ['suspicious customers', 'truststack_signals period:90d'],
  ])('%s', (text, expected) => expect(summary(text)).toBe(expected));
});

describe('team, stock, offers and the system', () => {
  test.each([
    ['чаты без ответа', 'chats_unanswered threshold_hours:0,limit:20'], ['Кому не ответили дольше 4 часов', 'chats_unanswered threshold_hours:4,limit:20'], ['unanswered chats', 'chats_unanswered threshold_hours:0,limit:20'], ['chats waiting over a day', 'chats_unanswered threshold_hours:24,limit:20'],
    ['очередь поддержки', 'team_queue_summary'], ['support backlog', 'team_queue_summary'], ['как дела на складе', 'inventory_status section:all,low_stock_lte:5,limit:20'], ['остатки', 'inventory_status section:all,low_stock_lte:5,limit:20'], ['how is the stock', 'inventory_status section:all,low_stock_lte:5,limit:20'], ['catalogue check', 'inventory_status section:all,low_stock_lte:5,limit:20'],
    ['товары без фото', stock('missing_photo')], ['products with no price', stock('missing_price')], ['без видео', stock('missing_video')], ['что заканчивается', 'inventory_status section:low_stock,low_stock_lte:5,limit:50'], ['что закончилось', stock('out_of_stock')], ['out of stock', stock('out_of_stock')], ['скрытые товары', stock('unpublished')],
    ['прогноз продаж на неделю', 'demand_forecast history_days:60,method:sma,window_days:14,limit:10,horizon_days:7'], ['прогноз спроса', 'demand_forecast horizon_days:7,history_days:30,method:sma,window_days:14,limit:10'], ['спрос на следующую неделю', 'demand_forecast history_days:60,method:sma,window_days:14,limit:10,horizon_days:7'], ['demand for 14 days', 'demand_forecast history_days:60,method:sma,window_days:14,limit:10,horizon_days:14'], ['план закупки', 'reorder_plan horizon_days:14,history_days:30,method:sma,window_days:14,lead_time_days:14,safety_stock_days:7,limit:20'], ['what to reorder', 'reorder_plan horizon_days:14,history_days:30,method:sma,window_days:14,lead_time_days:14,safety_stock_days:7,limit:20'],
    ['какие промокоды работают', 'coupons_status'], ['active coupons', 'coupons_status'], ['самые популярные промокоды', 'coupons_top_used limit:5'], ['most used coupons', 'coupons_top_used limit:5'], ['курс доллара', 'sis_fx_status'], ['exchange rate', 'sis_fx_status'],
    ['состояние заказов', 'orders_health'], ['Картина по заказам в целом', 'orders_health'], ['order status overview', 'orders_health'],
    ['здоровье системы', 'sys_health'], ['system health', 'sys_health'], ['последние ошибки', 'sys_last_errors window_hours:24,limit:20'], ['recent errors', 'sys_last_errors window_hours:24,limit:20'], ['журнал', 'sys_audit_recent limit:20'], ['audit log', 'sys_audit_recent limit:20'],
    ['режим данных', 'sys_upstream_mode'], ['data mode', 'sys_upstream_mode'], ['мои настройки', 'sys_settings'], ['my settings', 'sys_settings'], ['возможности sis', 'sis_actions_capabilities'], ['check the sis contract', 'sis_contract_check'],
  ])('%s', (text, expected) => expect(summary(text)).toBe(expected));
});

describe('near misses of those', () => {
  test.each([
    ['топ 50 товаров', BAD_VALUE], ['топ худи за неделю', NOT_YET], ['выручка худи по категориям', NOT_YET], ['курс и остатки', 'plan'], ['топ товаров без фото', 'question'], ['закажи 40 леггинсов', NOT_YET],
    ['прогноз выручки', 'question'], ['спрос на 90 дней', 'template'], ['ответь в чат', 'refused NOT_IMPLEMENTED'], ['не показывай остатки', 'help'],
    ['почему закончился товар', NOT_YET], ['сравни вчера', between(['2027-03-17', '2027-03-17'], ['2027-03-16', '2027-03-16'])], ['курсы английского', 'question'], ['остатки за прошлую неделю', 'question'], ['чаты без ответа вчера', 'question'],
  ])('%s', (text, expected) => expect(summary(text)).toBe(expected));
});

describe('the conversation itself', () => {
  test.each([
    ['меню', 'panel home'], ['Menu', 'panel home'], ['помощь', 'help'], ['что ты умеешь?', 'help'], ['состояние системы', 'panel systems'], ['отмена', 'reply'], ['стоп', 'reply'], ['спасибо!', 'reply'], ['привет', 'reply'], ['да', 'reply'], ['подтверждаю', 'reply'],
  ])('%s', (text, expected) => expect(summary(text)).toBe(expected));
});

describe('near misses: nothing is read in place of what was asked', () => {
  test.each([
    ['почему упали продажи вчера', NOT_YET], ['почему завис заказ OB-1003', 'question'], ['why did sales drop', NOT_YET], ['выручка худи за неделю', NOT_YET],
    ['прибыль за вчера', NOT_YET], ['kpi и итоги и курс', 'plan'], ['пришли файл csv за неделю', NOT_YET], ['цены', NOT_YET], ['выручка и остатки за неделю', 'question'],
    ['kpi завтра', BAD_VALUE], ['выручка за следующий месяц', BAD_VALUE], ['выручка за 400 дней', BAD_VALUE], ['kpi 31.02', BAD_VALUE], ['выручка с 15 по 1 марта', BAD_VALUE], ['выручка за эту неделю и прошлый месяц', BAD_VALUE], ['последние 5000 заказов', BAD_VALUE], ['застряли дольше 5000 часов', BAD_VALUE],
    ['заказчик приходил вчера', 'help'], ['вчера', 'help'], ['за неделю', 'help'], ['сколько времени', 'help'], ['погода в Берлине', 'help'], ['5', 'help'], ['12,5', 'help'], ['абвгд', 'help'], ['...', 'help'], ['🙂', 'help'], ['продавец звонил', 'help'],
    ['закажи пиццу', 'refused NOT_IMPLEMENTED'], ['order', recent], ['порядок', 'help'], ['OB-', 'help'], ['OBX-1003', 'help'], ['не показывай выручку', 'help'], ['заказы без отмены', 'help'], ['show me the money shot for instagram', 'help'], ['заказ на Олю', 'question'], ['OB-1003 и OB-1004', 'question'],
    ['отменил заказ OB-1003', 'question'], ['выручка Оли вчера', 'question'], ['вчера подняли цены на 5%', 'help'], ['SELECT * FROM orders', 'question'],
  ])('%s', (text, expected) => expect(summary(text)).toBe(expected));
});
