import type { ReplyContext, Route } from '@ownerbot/conversation';
import { NOTHING_RECENT } from '@ownerbot/conversation';
import { aContext, NOON } from '../../fixtures/reply-context';
import { help } from '../../panels/panels';
import { routeText } from './route-text';

const ask = (text: string, context: ReplyContext = aContext(), isForwarded = false): Route | null => routeText({ source: 'text', chatId: '700', text, data: null, messageId: '5', isForwarded }, context);
const labels = (route: Route | null): string[] => (route?.type === 'question' ? route.options.map(({ label }) => label) : []);
const runs = (route: Route | null): unknown[] => (route?.type === 'question' ? route.options.map(({ target }) => (target.type === 'tool' ? [target.tool, target.payload] : [target.templateId, target.slots])) : []);
const said = (route: Route | null): string => (route === null ? '' : 'html' in route ? route.html : 'reply' in route ? route.reply.html : '').replaceAll('\u00a0', ' ');
const buttonsOf = (route: Route | null): string[] => (route !== null && 'reply' in route ? (route.reply.buttons ?? []).flat().map(({ data }) => data) : []);

test('a number that is a percentage or an amount is asked about, percentage first', () => {
  const route = ask('подними цены на 5');
  expect(said(route)).toContain('Проценты или сумма');
  expect(runs(route)).toEqual([
    ['sis_prices_bump', { scope_all: true, bump_additive: '0', bump_percent: '5' }],
    ['sis_prices_bump', { scope_all: true, bump_percent: '0', bump_additive: '5.00' }],
  ]);
  expect(labels(route)).toHaveLength(2);
});

test('a sign against the verb is asked about, with both readings', () => {
  expect(runs(ask('снизь цены на +5%'))).toEqual([
    ['sis_prices_bump', { scope_all: true, bump_additive: '0', bump_percent: '-5' }],
    ['sis_prices_bump', { scope_all: true, bump_additive: '0', bump_percent: '5' }],
  ]);
});

test('two changes are offered in the spoken order, each by itself', () => {
  const route = ask('скрой PRD-003 и подними цены на 5%');
  expect(said(route)).toContain('несколько запросов');
  expect(runs(route).map((run) => (Array.isArray(run) ? run[0] : run))).toEqual(['sis_products_publish', 'sis_prices_bump']);
});

test('a word that nobody understood beside a change is named, and the change of everything is not offered', () => {
  const wide = ask('подними цены на премиум на 5%');
  expect(wide?.type).toBe('refusal');
  expect(said(wide)).toContain('премиум');
  expect(JSON.stringify(wide)).not.toContain('PRC_BUMP');
  const narrow = ask('скрой PRD-003 быстренько');
  expect(runs(narrow)).toEqual([['sis_products_publish', { target_status: 'ARCHIVED', product_ids: [3] }]]);
});

test('a percentage out of its range is asked for again, not clamped', () => {
  expect(ask('подними цены на 500%')).toMatchObject({ type: 'template', templateId: 'PRC_BUMP', slots: { bump_percent: '500 %' } });
});

test('what is not offered has its own answer, with the nearest report', () => {
  const route = ask('подними цены в категории обувь на 5%');
  expect(said(route)).toContain('одной категории');
  expect(buttonsOf(route)).toContain('tpl:run:RPT_TOP_CATEGORIES_30D');
});

test('forwarded words change nothing; what they ask to see is shown', () => {
  expect(said(ask('подними цены на 5%', aContext(), true))).toContain('Пересланное');
  expect(ask('выручка вчера', aContext(), true)).toMatchObject({ type: 'tool', tool: 'kpi_snapshot' });
});

test('a word of consent confirms nothing, and says what does', () => {
  const open = aContext({ recent: { ...NOTHING_RECENT, openProposals: 1 } });
  expect(said(ask('да', open))).toContain('только кнопкой');
  expect(said(ask('да'))).toContain('нечего');
});

test('a read of words that were not all understood says what it was taken for; one of words that were does not', () => {
  expect(ask('выручка заказов вчера загадочно')).toMatchObject({ type: 'tool', tool: 'kpi_snapshot', understood: expect.stringMatching(/: вчера$/) as string });
  expect(ask('выручка вчера')).not.toHaveProperty('understood');
});

describe('after a read', () => {
  const at = new Date(NOON.getTime() - 60_000);
  const after = (more: object = {}) => aContext({ recent: { ...NOTHING_RECENT, lastRead: { tool: 'kpi_snapshot', payload: { period: { preset: '7d' } }, presentation: 'kpi_card', at, ...more } } });

  test.each(['повтори', 'ещё раз', 'refresh'])('"%s" runs it again', (text) => {
    expect(ask(text, after())).toEqual({ type: 'tool', tool: 'kpi_snapshot', payload: { period: { preset: '7d' } }, presentation: 'kpi_card', routed: { stage: 6, confidence: 1, templateId: null } });
  });

  test('a period alone asks it for that period', () => {
    expect(ask('а за вчера?', after())).toEqual({ type: 'tool', tool: 'kpi_snapshot', payload: { period: { preset: 'yesterday' } }, presentation: 'kpi_card', routed: { stage: 6, confidence: 1, templateId: null } });
  });

  test('after a quarter of an hour, without a read, or after one that has no period, a period alone says nothing', () => {
    expect(ask('за вчера', after({ at: new Date(NOON.getTime() - 16 * 60_000) }))).toBeNull();
    expect(ask('за вчера')).toBeNull();
    expect(ask('за вчера', after({ tool: 'sis_fx_status', payload: {} }))).toBeNull();
  });

  test('a change is never repeated by a word', () => {
    expect(ask('повтори', after({ tool: 'sis_prices_bump', payload: { bump_percent: '5' } }))?.type).not.toBe('tool');
  });
});

describe('after a list that was shown in full', () => {
  const shown = (kind: 'product_ids' | 'order_id', ids: string[], at = NOON) => aContext({ kept: { 'named-rows:700': { owner: '700', kind, ids, at: at.toISOString() } } });

  test.each([
    ['скрой их', 'sis_products_publish', { target_status: 'ARCHIVED', product_ids: [3, 8] }],
    ['hide these products', 'sis_products_publish', { target_status: 'ARCHIVED', product_ids: [3, 8] }],
    ['сделай на эти скидку 10%', 'sis_discounts_set', { product_ids: [3, 8], discount_percent: 10 }],
  ])('"%s" means its rows', (text, tool, payload) => expect(ask(text, shown('product_ids', ['3', '8']))).toMatchObject({ type: 'tool', tool, payload }));

  test('one order is meant by "его", several are not', () => {
    expect(ask('отметь его: ждёт звонка', shown('order_id', ['OB-1003']))).toMatchObject({ type: 'tool', tool: 'flag_order', payload: { order_id: 'OB-1003', flagged: true } });
    expect(ask('отметь их', shown('order_id', ['OB-1003', 'OB-1004']))?.type).not.toBe('tool');
    expect(ask('скрой его', shown('product_ids', ['3', '8']))?.type).not.toBe('tool');
  });

  test('an id that is named counts, not the list', () => {
    expect(ask('скрой PRD-012', shown('product_ids', ['3', '8']))).toMatchObject({ payload: { product_ids: [12] } });
  });

  test('after a quarter of an hour, after another read, for somebody else, or without a list nothing is changed, and it is asked whom', () => {
    const later = { tool: 'kpi_snapshot', payload: {}, at: new Date(NOON.getTime() + 10_000) };
    const covered = aContext({ kept: shown('product_ids', ['3']).kept, recent: { ...NOTHING_RECENT, lastRead: later } });
    const foreign = aContext({ kept: { 'named-rows:700': { owner: '701', kind: 'product_ids', ids: ['3'], at: NOON.toISOString() } } });
    for (const context of [aContext(), covered, foreign, shown('product_ids', ['3'], new Date(NOON.getTime() - 16 * 60_000))]) expect(said(ask('скрой их', context))).toContain('Кого именно');
    expect(said(ask('не скрывай их'))).toContain('ничего не делаю');
  });
});

describe('a text that nothing matched', () => {
  const suggested = (text: string): string[] => (help(aContext(), text).buttons ?? []).flat().map(({ data }) => data);

  test('is answered with what comes nearest, reads before changes, and nothing that changes everything', () => {
    expect(suggested('возвраты какие-то странные по обуви')).toContain('tpl:run:RPT_REFUNDS_90D');
    expect(suggested('цены вырастут')).not.toContain('tpl:run:PRC_BUMP');
    expect(suggested('чаты клиентов вчерашние непонятные').filter((data) => data.startsWith('tpl:')).length).toBeLessThanOrEqual(4);
  });

  test('is answered with examples where nothing comes near', () => {
    expect(suggested('погода в Берлине')).toEqual(['tpl:run:RPT_KPI_TODAY', 'tpl:run:ORD_ATTENTION', 'ui:home', 'ui:help']);
  });
});
