import { LOCALES } from '@ownerbot/messages';
import type { PlanAdvice } from '@ownerbot/planner';
import type { ReplyContext, Route } from '@ownerbot/conversation';
import { outcomeOf } from '../fixtures/corpus';
import { aContext, NOON } from '../fixtures/reply-context';
import { showReply } from '../fixtures/show-reply';
import { help } from '../panels/panels';
import { callbacks, factKeys } from '../routes/callbacks';
import { adviceOfPlaybook } from './advice';
import { BRIEF_TTL_SEC, briefKey } from './given-advice';
import { playbookOf } from './playbooks/owner-playbooks';
import { giveAdvice, giveAdviceOfPlan } from './routes/give-advice';
import { ADVICE_TOPICS } from './topics';

const replyOf = (route: Route) => {
  if (route.type !== 'reply') throw new Error(`no reply: ${route.type}`);
  return route.reply;
};
const press = (data: string, context: ReplyContext): Route => {
  const spec = callbacks.find(({ prefix }) => data.startsWith(prefix));
  if (spec === undefined) throw new Error(data);
  return spec.route({ source: 'template', chatId: '700', text: null, data, messageId: '9' }, context);
};
/** What an answer leaves behind, as the next press finds it. */
const keptOf = (route: Route): Record<string, unknown> => Object.fromEntries([...(route.keep ?? []), ...(route.type === 'reply' ? (route.reply.keep ?? []) : [])].map(({ key, value }) => [key, value]));
const buttonsOf = (route: Route): string[] => (replyOf(route).buttons ?? []).flat().map(({ data }) => data);
const buttonTo = (route: Route, prefix: string): string => buttonsOf(route).find((data) => data.startsWith(prefix)) ?? `no button ${prefix}`;
const later = (minutes: number, kept: Record<string, unknown>) => aContext({ now: new Date(NOON.getTime() + minutes * 60_000), kept });

const plan: PlanAdvice = {
  topic: 'PROMO_STRATEGY',
  title: 'Как оживить продажи',
  hypotheses: ['Скидка на остатки освободит склад', 'Выручка вырастет на 20 %'],
  risks: ['Скидку <b>запомнят</b>'],
  experiments: ['Уценить часть остатков'],
  suggestedTools: [{ tool: 'coupons_status', why: '' }, { tool: 'notify_team', why: '' }, { tool: 'order_detail', why: '' }],
  suggestedActions: [{ templateId: 'DSC_CREATE_COUPON', why: '' }, { templateId: 'DSC_STATUS', why: '' }, { templateId: 'NOTHING', why: '' }],
};

describe.each(LOCALES)('in %s', (locale) => {
  const context = aContext({ locale });

  test.each(ADVICE_TOPICS)('%s is told with its hypotheses, risks and experiments, and no figure', (topic) => {
    const { html, buttons } = replyOf(giveAdvice(topic, context));
    const playbook = playbookOf(topic);
    expect(html).toMatch(locale === 'ru' ? /^<b>Гипотезы, не\u00a0факты<\/b>\n/ : /^<b>Hypotheses, not facts<\/b>\n/);
    const escaped = html.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');
    for (const text of [playbook.title, ...playbook.hypotheses, ...playbook.risks, ...playbook.experiments.flatMap(({ what, measure, stop }) => [what, measure, stop])]) expect(escaped).toContain(text[locale]);
    expect(html).not.toMatch(/\d/);
    expect(html).toMatch(locale === 'ru' ? /Качество: среднее · гипотезы$/ : /Quality: medium · hypotheses$/);
    expect((buttons ?? []).flat().map(({ data }) => data.replace(/[\w-]{12}$/, 'ID'))).toEqual(['advice:brief:ID', 'llm:advice_validate:ID', 'llm:advice_action:ID', 'advice:memo:ID', 'ui:advisor', 'ui:home']);
  });
});

test('the whole of an answer, as it is read', () => {
  expect(showReply(replyOf(giveAdvice('PRICING_STRATEGY', aContext()))).split('\n').slice(0, 4)).toEqual([
    '<b>Гипотезы, не~факты</b>',
    'Цены',
    '',
    '<b>Гипотезы</b>',
  ]);
});

test('what is given is audited, never its words', () => {
  const { audit = [] } = replyOf(giveAdvice('PRICING_STRATEGY', aContext()));
  expect(audit).toEqual([
    {
      eventType: 'advice_given',
      severity: 'info',
      fields: {
        topic: 'PRICING_STRATEGY', source: 'playbook', quality: 'med', basis: 'hypothesis', confidence: 0.6, tools: [], missing: [],
        reads: ['sis_fx_status', 'kpi_compare', 'top_products', 'sis_fx_status'], actions: ['PRD_UPDATE_PRICE', 'PRC_FX_AUTO'],
      },
    },
  ]);
});

describe('advice of the planner', () => {
  const given = giveAdviceOfPlan(plan, 0.8, aContext());

  test('is told in the same way, with its own confidence, and without what looks like a figure', () => {
    const { html } = replyOf(given);
    expect(html).toContain('Как оживить продажи');
    expect(html).toContain('• Скидка на остатки освободит склад');
    expect(html).not.toMatch(/20|%/);
    expect(html).toContain('Скидку &lt;b&gt;запомнят&lt;/b&gt;');
    expect(html).toContain('⚠️ Часть текста похожа');
    expect(html).toMatch(/Качество: высокое · гипотезы · 1\u00a0замечание$/);
    expect(replyOf(given).audit?.[0]?.fields).toMatchObject({ source: 'planner', confidence: 0.8, reads: ['coupons_status'], actions: ['DSC_CREATE_COUPON'] });
  });

  test('suggests reads that run as they are, and changes alone', () => {
    const context = aContext({ kept: keptOf(given) });
    expect(outcomeOf(press(buttonTo(given, 'llm:advice_validate:'), context))).toBe('coupons_status {}');
    expect(press(buttonTo(given, 'llm:advice_action:'), context)).toEqual({ type: 'template', templateId: 'DSC_CREATE_COUPON', as: 'new' });
  });

  test('says what it lacks', () => {
    const { html, buttons = [] } = replyOf(giveAdviceOfPlan({ ...plan, title: 'Рост на 30 %', hypotheses: ['на 5 %'], experiments: [], suggestedTools: [], suggestedActions: [] }, 0.3, aContext()));
    expect(html).toContain('\nАкции и скидки\n');
    expect(html.match(/⚠️/g)).toHaveLength(4);
    expect(html).toMatch(/Качество: низкое · гипотезы · 4\u00a0замечания$/);
    expect(buttons.flat().map(({ data }) => data.split(':')[0])).toEqual(['advice', 'advice', 'ui', 'ui']);
  });

  test('keeps its words when its brief is built', () => {
    expect(press(buttonTo(given, 'advice:brief:'), aContext({ kept: keptOf(given) }))).toMatchObject({ type: 'tool', tool: 'advice_brief', payload: { topic: 'PROMO_STRATEGY' }, follows: { isNew: false, given: { plan, confidence: 0.8 } } });
  });
});

describe('the buttons', () => {
  const given = giveAdvice('PRICING_STRATEGY', aContext());
  const kept = keptOf(given);

  test('know what they belong to', () => {
    const data = buttonTo(given, 'advice:brief:');
    expect(factKeys({ source: 'template', chatId: '700', text: null, data, messageId: '9' })).toEqual(expect.arrayContaining(Object.keys(kept)));
  });

  test('check with data runs the suggested reads in their order', () => {
    const route = press(buttonTo(given, 'llm:advice_validate:'), aContext({ kept }));
    expect(route).toMatchObject({ type: 'tool', tool: 'sis_fx_status', then: [{ tool: 'kpi_compare' }, { tool: 'top_products' }, { tool: 'sis_fx_status', presentation: 'fx_settings' }] });
  });

  test('propose a change offers both, each by its own button', () => {
    expect(buttonsOf(press(buttonTo(given, 'llm:advice_action:'), aContext({ kept })))).toEqual(['tpl:run:PRD_UPDATE_PRICE', 'tpl:run:PRC_FX_AUTO', 'ui:home']);
  });

  test('work for a quarter of an hour; then they offer to build the advice again', () => {
    for (const prefix of ['advice:brief:', 'llm:advice_validate:', 'llm:advice_action:']) {
      const data = buttonTo(given, prefix);
      expect(press(data, later(15, kept)).type).not.toBe('outdated');
      const expired = press(data, later(16, kept));
      expect(replyOf(expired).html).toContain('Собрать заново?');
      expect(buttonsOf(expired)).toEqual(['advisor:preset:PRICING_STRATEGY', 'ui:advisor', 'ui:home']);
      expect(buttonsOf(press(data, later(60 * 25, {})))).toEqual(['ui:advisor', 'ui:home']);
    }
  });

  test('are those of the owner who got the answer', () => {
    const other = aContext({ kept, principal: { telegramId: '701', roles: ['owner'] } });
    expect(buttonsOf(press(buttonTo(given, 'advice:brief:'), other))).toEqual(['ui:advisor', 'ui:home']);
  });

  test('of a topic give its playbook; a topic that nobody knows is out of date', () => {
    expect(outcomeOf(press('advisor:preset:GROWTH_PLAN', aContext()))).toBe('advice GROWTH_PLAN');
    expect([press('advisor:preset:WEATHER', aContext()), press('advice:brief:x', aContext())]).toEqual([{ type: 'outdated' }, { type: 'outdated' }]);
  });
});

test('who asks for advice and says not about what is shown the topics, where nothing else answers', () => {
  for (const text of ['дай совет', 'что делать', 'what should I do']) {
    expect([text, help(aContext(), text).buttons?.flat()[0]?.data]).toEqual([text, 'advisor:preset:PRICING_STRATEGY']);
  }
  expect(help(aContext(), 'абракадабра').buttons?.flat().some(({ data }) => data.startsWith('advisor:'))).toBe(false);
});

describe('what the mode does not offer', () => {
  const context = aContext({ status: { ...aContext().status, mode: 'SIS_HTTP', capabilities: { fx: false, kpi: true } } });

  test('is not suggested', () => {
    expect(adviceOfPlaybook('PRICING_STRATEGY', context).reads.map(({ asked }) => asked.tool)).not.toContain('sis_fx_status');
    expect(adviceOfPlaybook('GROWTH_PLAN', context).reads.map(({ asked }) => asked.tool)).not.toContain('funnel_snapshot');
  });
});

describe('a brief that was built', () => {
  const brief = (minutesAgo: number, mode = 'DEMO') => ({ [briefKey('700', 'PRICING_STRATEGY')]: { at: new Date(NOON.getTime() - minutesAgo * 60_000).toISOString(), mode, data: { topic: 'PRICING_STRATEGY', parts: [], missing: [{ tool: 'kpi_compare', reason: 'failed', code: 'UPSTREAM_UNAVAILABLE' }] } } });
  const given = giveAdvice('PRICING_STRATEGY', aContext());
  const withBrief = (minutesAgo: number) => giveAdvice('PRICING_STRATEGY', aContext({ kept: brief(minutesAgo) }), { onData: true });

  test('within its quarter of an hour is shown without asking the shop; then, and in another mode, it is built', () => {
    expect(BRIEF_TTL_SEC).toBe(900);
    expect(replyOf(withBrief(14)).html).toContain('Нет данных: Сравнение периодов\u00a0— магазин не\u00a0отвечает');
    expect(replyOf(withBrief(14)).audit?.map(({ eventType }) => eventType)).toEqual(['advice_given']);
    expect(giveAdvice('PRICING_STRATEGY', aContext(), { onData: true })).toMatchObject({ type: 'tool', tool: 'advice_brief', follows: { isNew: true } });
    expect(giveAdvice('PRICING_STRATEGY', aContext({ kept: brief(1, 'SIS_HTTP') }), { onData: true }).type).toBe('tool');
  });

  test('is refreshed every two minutes at most, and the button says when', () => {
    const shown = withBrief(1);
    expect((replyOf(shown).buttons ?? []).flat()[0]?.text).toBe('🔄 Обновить, с\u00a012:01');
    const data = buttonTo(shown, 'advice:brief:');
    const kept = { ...brief(1), ...keptOf(shown) };
    expect(press(data, aContext({ kept }))).toEqual({ type: 'notice', text: 'Сводка свежая. Обновить можно с\u00a012:01.' });
    expect(press(data, later(1, kept)).type).toBe('tool');
  });

  test('of the last two minutes is put under an advice that has none yet', () => {
    const route = press(buttonTo(given, 'advice:brief:'), aContext({ kept: { ...brief(1), ...keptOf(given) } }));
    expect(route).toMatchObject({ type: 'reply', as: 'edit' });
    expect(replyOf(route).html).toContain('Сводка данных');
    expect(replyOf(route).audit).toEqual([]);
  });

  test('leaves out of the check what it shows already', () => {
    const shown = withBrief(1);
    const route = press(buttonTo(shown, 'llm:advice_validate:'), aContext({ kept: keptOf(shown) }));
    expect(route).toMatchObject({ type: 'tool', tool: 'top_products', then: [] });
  });

  test('is looked for only by presses of advice and by texts that may ask for figures', () => {
    const asked = (text: string) => factKeys({ source: 'text', chatId: '700', text, data: null, messageId: '5' });
    expect(asked('что делать с ценами по нашим данным')).toContain(briefKey('700', 'PRICING_STRATEGY'));
    expect(asked('что делать с ценами')).toEqual([]);
  });
});
