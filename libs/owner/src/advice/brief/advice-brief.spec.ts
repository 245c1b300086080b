import type { ShopPort } from '@ownerbot/shop';
import { ShopError } from '@ownerbot/shop';
import { leakCheck } from '@ownerbot/testing';
import { LOCALES } from '@ownerbot/messages';
import { checkPayload, type ToolResponse } from '@ownerbot/tools';
import { aContext } from '../../fixtures/reply-context';
import { aRun, showReply } from '../../fixtures/show-reply';
import { requestOf } from '../../fixtures/template-answers';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';
import { ownerTools } from '../../tools/owner-tools';
import { playbookOf } from '../playbooks/owner-playbooks';
import { ADVICE_TOPICS } from '../topics';
import type { AdviceBriefOutput } from './brief-fields';
import { adviceBriefPresenter } from './presenter';

/** Briefs out of the true demo shop. */
let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench({ migrated: true });
});
afterAll(() => bench.drop());

const contextIn = (locale: 'ru' | 'en') => aContext({ locale, now: new Date(NOON) });
const build = (topic: string, standIn?: ShopPort): Promise<ToolResponse> => bench.ask('advice_brief', { topic }, {}, standIn);
const shown = (response: ToolResponse, locale: 'ru' | 'en' = 'ru'): string => showReply(adviceBriefPresenter.answer(response, contextIn(locale), aRun('advice_brief', {})));
const dataOf = ({ data }: ToolResponse): AdviceBriefOutput => data as AdviceBriefOutput;

test.each(ADVICE_TOPICS)('the brief of %s asks reads alone, and is told in both languages with the origin of each', async (topic) => {
  bench.audited.length = 0;
  const response = await build(topic);
  expect([response.error, dataOf(response).missing]).toEqual([null, []]);
  const started = bench.audited.filter(({ event_type }) => event_type === 'tool_call_started').map(({ fields }) => [fields['tool'], fields['kind'], fields['source']]);
  expect(started).toEqual([['advice_brief', 'read', 'text'], ...playbookOf(topic).brief.map(({ tool }) => [tool, 'read', 'brief'])]);
  for (const locale of LOCALES) {
    const text = shown(response, locale);
    const [, block = ''] = text.split(locale === 'ru' ? '<b>Сводка данных</b>\n' : '<b>Data brief</b>\n');
    const lines = (block.split('\n\n')[0] ?? '').split('\n');
    expect(lines.length).toBeLessThanOrEqual(10);
    expect(lines).toHaveLength(2 * playbookOf(topic).brief.length);
    for (const line of lines.slice(0, playbookOf(topic).brief.length)) expect(line).toMatch(/^• .*\d/);
    expect(text).toMatch(/^DEMO · <b>/);
    expect(text).toMatch(locale === 'ru' ? /Качество: высокое · гипотезы и~данные/ : /Quality: high · hypotheses and data/);
    expect(text).not.toMatch(/undefined|null|NaN|\{|\+49|CUS-/);
    // No figure stands among the hypotheses.
    expect(text.split(locale === 'ru' ? '<b>Риски</b>' : '<b>Risks</b>')[0]).not.toMatch(/\d/);
  }
});

test('a brief as it is read, with the slope of its trend', async () => {
  const text = shown(await build('PRICING_STRATEGY'));
  expect(text).toContain('• Курс USD/EUR на~');
  expect(text).toMatch(/• 11–17\.03 против 04–10\.03: выручка [\d~,]+€ \([+−][\d,]+~%\), оплачено заказов \d+ \([+−]?[\d,]+~%\)/);
  expect(text).toMatch(/• Выручка 17\.02–18\.03: [\d~,]+€, в~среднем (?:растёт|падает) на~[\d,~]+€ в~день/);
  expect(text).toContain('Динамика выручки. <i>Источник: демо-магазин · 17.02–18.03 по дням · данные на~12:00</i>');
});

test('what fails is listed as missing, and the rest is told', async () => {
  const away = { ...bench.shop, revenueTrend: () => Promise.reject(new ShopError('UPSTREAM_UNAVAILABLE', 'the shop is down')) };
  const response = await build('GROWTH_PLAN', away);
  expect(dataOf(response).missing).toEqual([{ tool: 'revenue_trend', reason: 'failed', code: 'UPSTREAM_UNAVAILABLE' }]);
  const text = shown(response);
  expect(text).toContain('Нет данных: Динамика выручки~— магазин не~отвечает');
  expect(text).toContain('• Лучшие товары');
  expect(text).toContain('Качество: среднее · гипотезы и~данные');
});

test('what is incomplete is missing too', async () => {
  const gappy: ShopPort = {
    ...bench.shop,
    revenueTrend: async (...asked) => {
      const answer = await bench.shop.revenueTrend(...asked);
      return { ...answer, provenance: { ...answer.provenance, completeness: { status: 'partial', missing_days: ['2026-03-01'], in_progress_day: null } } };
    },
  };
  const response = await build('GROWTH_PLAN', gappy);
  expect(dataOf(response).missing).toEqual([{ tool: 'revenue_trend', reason: 'incomplete', code: null }]);
  expect(shown(response)).toContain('Динамика выручки~— неполные данные');
});

test('without any answer it is the advice alone, and says so', async () => {
  const refuse = () => Promise.reject(new ShopError('UPSTREAM_UNAVAILABLE', 'the shop is down'));
  const dead: ShopPort = { ...bench.shop, kpiSummary: refuse, revenueTrend: refuse, productsTop: refuse };
  const text = shown(await build('GROWTH_PLAN', dead));
  expect(text).toContain('<b>Гипотезы</b>');
  expect(text).toContain('Качество: среднее · гипотезы');
  expect(text).not.toContain('• Лучшие товары');
});

test('the answer keeps the brief, and both are audited without a word of it', async () => {
  const { keep = [], audit = [] } = adviceBriefPresenter.answer(await build('OPS_PRIORITY'), contextIn('ru'), aRun('advice_brief', {}));
  expect(keep.map(({ key, ttlSec }) => [key.replace(/^(advice:700:)[\w-]{12}$/, '$1ID'), ttlSec])).toEqual([['advice:700:ID', 86_400], ['advice-brief:700:OPS_PRIORITY', 900]]);
  expect(audit.map(({ eventType, fields }) => [eventType, fields['topic'], fields['quality'], fields['basis'], fields['tools']])).toEqual(
    ['advice_brief_built', 'advice_given'].map((type) => [type, 'OPS_PRIORITY', 'high', 'mixed', ['orders_health', 'team_queue_summary', 'orders_search', 'sys_last_errors']]),
  );
  expect(JSON.stringify(audit)).not.toMatch(/[А-Яа-я]/);
});

test('an unknown topic is refused', async () => {
  expect((await bench.ask('advice_brief', { topic: 'WEATHER' })).error?.code).toBe('VALIDATION_ERROR');
});

test.each([...new Set(ADVICE_TOPICS.flatMap((topic) => [...playbookOf(topic).reads, ...playbookOf(topic).actions]))])('the suggested %s runs in the demo shop', async (templateId) => {
  const { tool, payload } = requestOf(templateId);
  const response = await bench.ask(tool, { ...payload });
  expect([response.status, response.error]).toEqual(['ok', null]);
});

test('every read of a brief has fixed values that its tool takes', () => {
  for (const topic of ADVICE_TOPICS) {
    for (const { tool: name, payload } of playbookOf(topic).brief) {
      const tool = ownerTools.find((one) => one.name === name);
      expect([name, tool?.kind, tool !== undefined && checkPayload(tool, payload) !== null]).toEqual([name, 'read', true]);
    }
  }
});

leakCheck();
