import { composeDomains, conversationTexts, listedCommands, type Route } from '@ownerbot/conversation';
import { LOCALES, platformTexts } from '@ownerbot/messages';
import { buildDemoShop, DEFAULT_SEED } from '@ownerbot/shop';
import { leakCheck } from '@ownerbot/testing';
import { ownerDomain } from './domain';
import { aContext } from './fixtures/reply-context';
import { showPreview } from './fixtures/show-action';
import { aRun, lines, showReply } from './fixtures/show-reply';
import { NOON, toolBench, type ToolBench } from './fixtures/tool-bench';
import { routeText } from './routes/text/route-text';
import { trials } from './catalogue/checks/check-payload';
import { ownerCatalogue } from './catalogue/owner-catalogue';
import { composePayload } from './catalogue/compose-payload';
import { ownerTools } from './tools/owner-tools';
import { presenters } from './tools/presenters';

/** From the owner's words to the message, with the true figures of the demo shop. */
let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

const context = (locale: 'ru' | 'en') => aContext({ locale, now: new Date(NOON) });

async function answerTo(route: Route | null, locale: 'ru' | 'en'): Promise<string> {
  const presenter = route?.type === 'tool' ? presenters[route.tool] : undefined;
  if (route?.type !== 'tool' || presenter === undefined) throw new Error(`no tool: ${JSON.stringify(route)}`);
  const response = await bench.ask(route.tool, route.payload);
  if (response.status === 'error') throw new Error(`${route.tool}: ${JSON.stringify(response.error)}`);
  if (response.commit !== undefined) return showPreview(response, { ...route.payload }, context(locale));
  return showReply(presenter.answer(response, context(locale), aRun(route.tool, { ...route.payload })));
}

const say = (text: string, locale: 'ru' | 'en' = 'ru') => answerTo(routeText({ source: 'text', chatId: '700', text, data: null, messageId: '1' }, context(locale)), locale);

test('«kpi вчера» is answered with the figures of the demo shop and where they come from', async () => {
  const shown = await say('kpi вчера');
  expect(shown).toMatch(/^DEMO · <b>KPI за~вчера, 17.03<\/b>\n\n💰 Выручка: <b>1~170,90~€<\/b>\nДо~скидок: 1~191,00~€\n🧾 Оплачено заказов: <b>14<\/b>, создано: 20\nСредний чек: 83,64~€\nПродано штук: 25\nВозвраты: 1 на~144,00~€\n/);
  expect(shown).toContain('<i>Источник: демо-магазин · 17.03 · данные на~12:00</i>');
});

test('«заказ OB-1003» is answered with its card', async () => {
  expect(await say('заказ OB-1003')).toBe(
    lines(
      'DEMO · <b>Заказ OB-1003</b>',
      '',
      'Статус: <b>завис</b>',
      'Создан: 17.03, 06:00',
      'Оплата: не прошла',
      'Доставка: не отправлен',
      '',
      '<b>Состав</b>',
      'Куртка «Шквал» × 1~— 149,00~€',
      '',
      'Итого: <b>149,00~€</b>',
      '',
      'Покупатель: CUS-003',
      'Телефон: +491713920002',
      '',
      '<i>Источник: демо-магазин · данные на~12:00</i>',
      '',
      '[🚩 Отметить] [💬 Команде]',
      '[Требуют внимания] [Последние 20]',
    ),
  );
});

test.each([
  ['застрявшие заказы', '<b>Зависшие заказы: 2</b>'],
  ['застрявшие дольше 24 часов', 'Считаю от~24~ч без~оплаты'],
  ['проблемы с оплатой', '<b>Проблемы с~оплатой: 3</b>'],
  ['просроченные отправки', '<b>Просроченные отправки: 2</b>'],
  ['неоплаченные заказы', '<b>Ждут оплаты: 3</b>'],
  ['заказы требующие внимания', '<b>Требуют внимания: 5</b>'],
  ['отмеченные заказы', '<b>Отмеченные заказы: 1</b>'],
  ['заказы за вчера', '<b>Заказы: 20</b>\n\nСозданы за~вчера, 17.03'],
  ['заказы с телефона 392 00 02', '+491713920002'],
  ['динамика за 14 дней', '<b>Динамика за~14~дней, 05–18.03</b>'],
  ['выручка за 2024 год', 'За~эти дни у~магазина нет данных.'],
])('«%s» says %s', async (text, expected) => {
  const shown = await say(text);
  expect(shown).toContain(expected);
  expect(shown).toMatch(/^DEMO · <b>/);
  expect(shown).toContain('<i>Источник: демо-магазин');
});

/** Goods keep the names that the shop gave them, and so do looks and campaigns. */
const { products, looks, campaigns } = buildDemoShop(DEFAULT_SEED);
const GOODS = [...products.flatMap(({ title, category }) => [title, category]), ...[...looks, ...campaigns].map(({ title }) => title)].toSorted((one, other) => other.length - one.length);
const withoutGoods = (text: string): string => GOODS.reduce((left, name) => left.replaceAll(name, ''), text);

/** In the log the tools have their names, as in their panel. */
const withoutTools = (text: string): string => ownerTools.reduce((left, { name }) => left.replaceAll(name, ''), text);

test.each(LOCALES)('every template is answered in %s, in its own letters', async (locale) => {
  for (const template of ownerCatalogue().templates.values()) {
    const [answers = new Map()] = trials(template);
    if (template.tool.type !== 'named' || template.templateId === 'SYS_CONTRACT_CHECK') continue;
    const shown = await answerTo({ type: 'tool', tool: template.tool.tool, payload: composePayload(template, answers, context(locale)) }, locale);
    expect(shown).toMatch(/^(?:DEMO · <b>|<b>DEMO · )/);
    if (locale === 'en') expect(withoutGoods(shown)).not.toMatch(/\p{Script=Cyrillic}/u);
    expect(withoutTools(shown)).not.toMatch(/undefined|null|NaN|_/);
  }
});

test('every report of the catalogue answers on the demo shop with its provenance; only the contract check has no SIS to ask', async () => {
  for (const template of ownerCatalogue().templates.values()) {
    const [answers = new Map()] = trials(template);
    if (template.tool.type !== 'named') continue;
    const response = await bench.ask(template.tool.tool, composePayload(template, answers, context('ru')));
    if (template.templateId === 'SYS_CONTRACT_CHECK') expect(response.error).toMatchObject({ code: 'UPSTREAM_NOT_CONFIGURED' });
    else expect([template.templateId, response.status, response.provenance?.sources.length]).toEqual([template.templateId, 'ok', expect.any(Number)]);
  }
});

test('the domain fits the platform: no text, tool, command or panel is missing or there twice', () => {
  const composed = composeDomains([ownerDomain], [platformTexts, conversationTexts]);
  for (const locale of LOCALES) {
    const listed = listedCommands(composed, locale);
    expect(listed.map(({ command }) => command)).toEqual(['menu', 'help', 'kpi', 'kpi7', 'trend', 'weekly_pdf', 'order', 'flag', 'tools', 'stuck', 'fx', 'tpl_bump', 'tpl_rate_set', 'notify', 'health', 'settings', 'lang', 'upstream', 'upstream_demo', 'upstream_sis', 'upstream_db', 'upstream_auto', 'upstream_clear', 'sis_check', 'templates', 'cancel', 'systems']);
    for (const { description } of listed) expect(description.length).toBeLessThanOrEqual(256);
  }
});

leakCheck();
