import { appendAudit, auditBegins, countFunnel, countMilestones, countRequests, countToolCalls, lastRequests, sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import type { OwnData, ToolResponse } from '@ownerbot/tools';
import { aContext } from '../../fixtures/reply-context';
import { lines, showAnswer } from '../../fixtures/show-reply';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';
import { presenters } from '../presenters';
import { FUNNELS, funnelOf } from './funnels';

const DAY_MS = 86_400_000;
const ago = (days: number): Date => new Date(Date.parse(NOON) - days * DAY_MS);

let bench: ToolBench;
const own: Partial<OwnData> = {
  lastRequests: async (limit) => {
    const { total, rows } = await lastRequests(bench.db, limit);
    return { total, events: rows.map(({ id, occurredAt, correlationId, eventType, fields }) => ({ id, occurred_at: occurredAt.toISOString(), correlation_id: correlationId, event_type: eventType, fields })) };
  },
  work: async (windows) => ({
    requests: await countRequests(bench.db, windows),
    toolCalls: await countToolCalls(bench.db, windows),
    milestones: await countMilestones(bench.db, windows),
    since: await auditBegins(bench.db),
  }),
  funnel: (window, shape) => countFunnel(bench.db, window, shape),
};
beforeAll(async () => {
  bench = await toolBench({ migrated: true, own });
});
afterAll(() => bench.drop());

type Fields = Readonly<Record<string, unknown>>;

/** `count` events of one kind at one moment. */
async function happened(count: number, days: number, eventType: string, fields: (n: number) => Fields, correlationId = 'tg-1-1'): Promise<void> {
  await appendAudit(bench.db, { correlationId, at: ago(days), events: Array.from({ length: count }, (_one, n) => ({ eventType, severity: 'info', fields: fields(n + 1) })) });
}

const asked = (count: number, days: number, fields: Fields) => happened(count, days, 'retrospective', () => ({ request_id: 'tg-1-7', text_length: 5, basis: null, warnings: [], artifacts: 0, latency_ms: 120, ...fields }));
const called = (count: number, days: number, tool: string, more: Fields = {}) => happened(count, days, 'tool_call_finished', (n) => ({ tool, phase: 'read', source: 'text', status: n <= 5 && tool === 'kpi_snapshot' && days < 7 ? 'error' : 'ok', latency_ms: n, ...more }));

/** 200 requests in 60 days. */
async function sixtyDays(): Promise<void> {
  await happened(1, 61, 'settings_changed', () => ({}));
  await asked(40, 1, { input: 'text', stage: 5, status: 'ok', quality: 'high', kind: 'read', tool: 'kpi_snapshot', template_id: 'RPT_KPI_7D' });
  await asked(20, 3, { input: 'button', stage: null, status: 'ok', quality: 'med', kind: 'read', tool: 'kpi_snapshot' });
  await asked(10, 5, { input: 'command', stage: 2, status: 'error', error_code: 'UPSTREAM_UNAVAILABLE', quality: 'low', kind: 'read', tool: 'orders_search' });
  await asked(6, 6, { input: 'voice', stage: 9, status: 'ok', quality: 'high', kind: 'read', tool: 'top_products' });
  await asked(4, 2, { input: 'text', stage: 10, status: 'unresolved', reason: 'NO_MATCH', quality: 'low', kind: 'help' });
  await asked(2, 2, { input: 'text', stage: 5, status: 'unresolved', reason: 'NOT_CHOSEN', quality: 'low', kind: 'clarification', parameter: 'unit' });
  // On the border: still in the window.
  await asked(3, 7, { input: 'button', stage: null, status: 'abandoned', reason: 'bump_percent', quality: 'low', kind: 'flow', template_id: 'PRC_BUMP', parameter: 'bump_percent' });
  await asked(5, 1, { input: 'text', stage: 5, status: 'refused', reason: 'NOT_IMPLEMENTED', quality: 'low', kind: 'not_offered.delete' });
  await asked(30, 8, { input: 'text', stage: 5, status: 'ok', quality: 'high', kind: 'read', tool: 'kpi_snapshot' });
  await asked(5, 10, { input: 'text', stage: 10, status: 'unresolved', reason: 'NO_MATCH', quality: 'low', kind: 'help' });
  await asked(5, 14, { input: 'command', stage: 2, status: 'error', error_code: 'UPSTREAM_UNAVAILABLE', quality: 'low', kind: 'read', tool: 'orders_search' });
  await asked(20, 20, { input: 'text', stage: 10, status: 'unresolved', reason: 'ACTION_TOOL_NOT_ALLOWED', quality: 'low', kind: 'help', tool: 'sis_prices_bump' });
  await asked(50, 45, { input: 'voice', stage: 5, status: 'ok', quality: 'med', kind: 'read', tool: 'kpi_snapshot' });
  const before = { orders_search: 60, top_products: 50, order_detail: 40, revenue_trend: 30, inventory_status: 20, kpi_snapshot: 10 };
  const now = { kpi_snapshot: 100, orders_search: 50, top_products: 40, order_detail: 30, revenue_trend: 20, inventory_status: 10 };
  for (const [tool, count] of Object.entries(before)) await called(count, 8, tool);
  for (const [tool, count] of Object.entries(now)) await called(count, 1, tool);
  await called(70, 1, 'kpi_snapshot', { source: 'digest' });
  await called(7, 1, 'sis_prices_bump', { phase: 'commit' });
  await happened(3, 1, 'advice_given', () => ({}));
  await happened(1, 8, 'advice_given', () => ({}));
  await happened(2, 1, 'agent_plan_previewed', () => ({ plan_id: 'p1' }));
  await happened(1, 1, 'agent_plan_previewed', () => ({ plan_id: 'p2' }));
  await happened(1, 1, 'agent_plan_committed', () => ({ plan_id: 'p1' }));
}

describe('sixty days of requests', () => {
  beforeAll(sixtyDays);

  test('the summary of seven days equals the table, and a tool that was sixth before and is first now has its true delta', async () => {
    const { data, warnings, provenance } = await bench.ask('retro_summary');
    expect(data).toEqual({
      window: { days: 7, from: '2026-03-11T11:00:00Z', to: '2026-03-18T11:00:00Z' },
      previous_window: { from: '2026-03-04T11:00:00Z', to: '2026-03-11T11:00:00Z', partial: false },
      totals: { requests: 90, tool_calls: 250, advice: 3, briefs: 0, memos: 0, plans_previewed: 2, plans_committed: 1 },
      routing: { rule: 55, llm: 6, unresolved: 6, llm_share_pct: 9 },
      quality: { high: 46, med: 20, low: 24 },
      failures: [
        { reason: 'UPSTREAM_UNAVAILABLE', count: 10 },
        { reason: 'NOT_IMPLEMENTED', count: 5 },
        { reason: 'NO_MATCH', count: 4 },
        { reason: 'bump_percent', count: 3 },
        { reason: 'NOT_CHOSEN', count: 2 },
      ],
      top_tools: [
        { tool: 'kpi_snapshot', calls: 100, share_pct: 40, errors: 5, p95_ms: 95, previous_calls: 10 },
        { tool: 'orders_search', calls: 50, share_pct: 20, errors: 0, p95_ms: 48, previous_calls: 60 },
        { tool: 'top_products', calls: 40, share_pct: 16, errors: 0, p95_ms: 38, previous_calls: 50 },
        { tool: 'order_detail', calls: 30, share_pct: 12, errors: 0, p95_ms: 29, previous_calls: 40 },
        { tool: 'revenue_trend', calls: 20, share_pct: 8, errors: 0, p95_ms: 19, previous_calls: 30 },
      ],
      previous: {
        partial: false,
        totals: { requests: 40, tool_calls: 210, advice: 1, briefs: 0, memos: 0, plans_previewed: 0, plans_committed: 0 },
        routing: { rule: 35, llm: 0, unresolved: 5, llm_share_pct: 0 },
        quality: { high: 30, med: 0, low: 10 },
      },
      deltas: {
        totals: {
          requests: { abs: 50, pct: 125 }, tool_calls: { abs: 40, pct: 19 }, advice: { abs: 2, pct: 200 }, briefs: { abs: 0, pct: null }, memos: { abs: 0, pct: null },
          plans_previewed: { abs: 2, pct: null }, plans_committed: { abs: 1, pct: null },
        },
        routing: { rule: { abs: 20, pct: 57.1 }, llm: { abs: 6, pct: null }, unresolved: { abs: 1, pct: 20 } },
        quality: { high: { abs: 16, pct: 53.3 }, med: { abs: 20, pct: null }, low: { abs: 14, pct: 140 } },
        failures: [
          { reason: 'UPSTREAM_UNAVAILABLE', abs: 5, pct: 100 },
          { reason: 'NOT_IMPLEMENTED', abs: 5, pct: null },
          { reason: 'NO_MATCH', abs: -1, pct: -20 },
          { reason: 'bump_percent', abs: 3, pct: null },
          { reason: 'NOT_CHOSEN', abs: 2, pct: null },
        ],
        top_tools: [
          { tool: 'kpi_snapshot', abs: 90, pct: 900 },
          { tool: 'orders_search', abs: -10, pct: -16.7 },
          { tool: 'top_products', abs: -10, pct: -20 },
          { tool: 'order_detail', abs: -10, pct: -25 },
          { tool: 'revenue_trend', abs: -10, pct: -33.3 },
        ],
      },
    });
    expect(warnings).toEqual([]);
    expect(provenance).toMatchObject({ sources: ['ownerbot:audit_events'], window: { from: '2026-03-11T11:00:00Z', to: '2026-03-18T11:00:00Z' } });
  });

  test('thirty days are compared with the thirty before; the qualities add up to the requests', async () => {
    const { data } = await bench.ask('retro_summary', { period_days: 30 });
    expect(data).toMatchObject({
      totals: { requests: 150 }, previous: { totals: { requests: 50 } }, quality: { high: 76, med: 20, low: 54 },
      routing: { rule: 90, llm: 6, unresolved: 31, llm_share_pct: 4.7 }, deltas: { totals: { requests: { abs: 100, pct: 200 } }, quality: { med: { abs: -30, pct: -60 } } },
    });
  });

  test('the gaps of thirty days: each once, in its list', async () => {
    const { data } = await bench.ask('retro_gaps');
    expect(data).toMatchObject({
      not_implemented: [{ key: 'not_offered.delete', code: 'NOT_IMPLEMENTED', count: 5, last_at: '2026-03-17T11:00:00Z' }], not_implemented_total: 5,
      disallowed_actions: [{ tool: 'sis_prices_bump', code: 'ACTION_TOOL_NOT_ALLOWED', count: 20, last_at: '2026-02-26T11:00:00Z' }], disallowed_actions_total: 20,
      missing_parameters: [{ template_id: 'PRC_BUMP', parameter: 'bump_percent', count: 3 }, { template_id: null, parameter: 'unit', count: 2 }], missing_parameters_total: 5,
      unresolved_count: 31,
      previous: { partial: false, not_implemented: 0, disallowed_actions: 0, missing_parameters: 0, unresolved: 0 },
      deltas: { not_implemented: { abs: 5, pct: null }, unresolved: { abs: 31, pct: null } },
    });
  });

  test('the newest records, and how many there are', async () => {
    const { data, provenance } = await bench.ask('retrospective_last', { limit: 2 });
    expect(data).toMatchObject({ total: 200, count: 2, records: [{ kind: 'not_offered.delete', status: 'refused', reason: 'NOT_IMPLEMENTED', correlation_id: 'tg-1-7' }, {}] });
    expect(provenance?.counts).toEqual({ total: 200, shown: 2 });
  });

  test('in words: what was asked, how it was understood, what came to nothing, with what has changed', async () => {
    const shown = showAnswer(presenters.retro_summary, await bench.ask('retro_summary'), {}, aContext({ now: new Date(NOON) }));
    expect(shown).toContain(
      lines(
        'Запросов: <b>90 (+125~%)</b>',
        'Обращений к~данным: 250 (+19~%)',
        'Советов: 3 (+200~%), сводок: 0, записок: 0',
        'Планов показано: 2, выполнено: 1',
        '',
        'Понял сам: 55 (+57,1~%), с~моделью: 6, не~понял: 6 (+20~%)',
        'Доля модели: 9~%',
        'Качество: высокое~46 (+53,3~%), среднее~20, низкое~24 (+140~%)',
        '',
        '<b>Не~получилось</b>',
        '• магазин не~отвечал: 10',
        '• такого пока нет: 5',
        '• не~понял: 4',
        '• на~вопрос не~ответили: 3',
        '• вариант не~выбрали: 2',
      ),
    );
    expect(shown).not.toContain('bump_percent');
  });

  test('gaps in words, with what helps', async () => {
    const shown = showAnswer(presenters.retro_gaps, await bench.ask('retro_gaps'), {}, aContext({ locale: 'en', now: new Date(NOON) }));
    expect(shown).toContain('<b>What does not exist: 5</b>\n• something that is not offered: does not exist yet, 5 (last on 17~Mar, 12:00)');
    expect(shown).toContain('the model may not ask for it, 20 (last on 26~Feb, 12:00). Allowed by the setting LLM_ALLOWED_ACTION_TOOLS');
    expect(shown).toContain('Requests not understood: 31');
    expect(shown).not.toMatch(/bump_percent|not_offered|PRC_BUMP/);
  });

  test('the file: its name, its parts, keys in order, nobody in it', async () => {
    await asked(1, 0.5, { input: 'text', stage: 5, status: 'error', error_code: `write to anna@example.com or +49 171 3920002 ${'x'.repeat(200)}`, quality: 'low', kind: 'read', tool: 'kpi_snapshot' });
    const response = await bench.ask('retro_export');
    const reply = presenters.retro_export.answer(response, aContext({ now: new Date(NOON) }), { id: 'r', tool: 'retro_export', payload: {}, presentation: 'json_file' });
    expect(reply.file).toMatchObject({ type: 'json', filename: 'retro_7d.json', mime: 'application/json' });
    const content = reply.file !== undefined && 'content' in reply.file ? reply.file.content : '';
    const read = JSON.parse(content) as Record<string, unknown>;
    expect(Object.keys(read)).toEqual(['funnels', 'gaps', 'generated_at', 'previous_window', 'provenance', 'schema', 'summary', 'window']);
    expect(read).toMatchObject({ schema: 1, generated_at: '2026-03-18T11:00:00Z', summary: { totals: { requests: 91 } } });
    expect(content).not.toMatch(/anna@|3920002|x{121}/);
    expect(content.endsWith('}\n')).toBe(true);
  });

  test('a file without gaps and funnels has neither', async () => {
    const response = await bench.ask('retro_export', { period_days: 30, include_gaps: false, include_funnels: false });
    const { file } = presenters.retro_export.answer(response, aContext({ now: new Date(NOON) }), { id: 'r', tool: 'retro_export', payload: {} });
    expect(file?.filename).toBe('retro_30d.json');
    expect(Object.keys(JSON.parse(file !== undefined && 'content' in file ? file.content : '{}') as object)).toEqual(['generated_at', 'previous_window', 'provenance', 'schema', 'summary', 'window']);
  });
});

test('an installation of ten days: nothing is compared, for seven days and for thirty, and that is said', async () => {
  await bench.db.query(sql`truncate audit_events`);
  await asked(3, 10, { input: 'text', stage: 5, status: 'ok', quality: 'high', kind: 'read' });
  await asked(2, 1, { input: 'text', stage: 5, status: 'ok', quality: 'high', kind: 'read' });
  for (const [tool, days] of [['retro_summary', 7], ['retro_summary', 30], ['retro_gaps', 7], ['retro_gaps', 30], ['retro_export', 7]] as const) {
    const { data, warnings }: ToolResponse = await bench.ask(tool, { period_days: days });
    expect(warnings.map(({ code }) => code)).toEqual(['PREV_WINDOW_MISSING']);
    expect(data).toMatchObject(tool === 'retro_export' ? { summary: { deltas: null, previous: { partial: true } }, gaps: { deltas: null } } : { deltas: null, previous: { partial: true } });
  }
});

test('without any request it says so', async () => {
  await bench.db.query(sql`truncate audit_events`);
  const shown = async (tool: 'retro_summary' | 'retro_gaps' | 'retrospective_last') => showAnswer(presenters[tool], await bench.ask(tool), {}, aContext({ now: new Date(NOON) }));
  expect(await shown('retro_summary')).toContain('За~это время запросов не~было.');
  expect(await shown('retro_gaps')).toContain('Всё, о~чём просили, нашлось.');
  expect(await shown('retrospective_last')).toContain('За~это время запросов не~было.');
});

test('funnels count ids that reached each step inside the window, with the share that is found at the step before', async () => {
  await bench.db.query(sql`truncate audit_events`);
  const went = async (event: string, field: string, ids: readonly string[], days = 1) => {
    for (const id of ids) await happened(1, days, event, () => ({ [field]: id }), `tg-1-${id}`);
  };
  await went('agent_plan_built', 'plan_id', ['p1', 'p1', 'p2', 'p3']);
  await went('agent_plan_built', 'plan_id', ['p9'], 8);
  await went('agent_plan_previewed', 'plan_id', ['p1', 'p2']);
  await went('agent_plan_committed', 'plan_id', ['p1']);
  await went('agent_plan_cancelled', 'plan_id', ['p3']);
  await happened(2, 1, 'action_previewed', () => ({}));
  await went('action_previewed', 'proposal_id', ['q1', 'q2', 'q3', 'q4']);
  await went('action_confirmed', 'proposal_id', ['q1', 'q2']);
  await went('action_committed', 'proposal_id', ['q1', 'z1', 'z2', 'z3']);
  await went('action_expired', 'proposal_id', ['q3']);
  await went('advice_brief_built', 'topic', ['c1']);
  await went('advice_given', 'topic', ['c1', 'c2']);
  const { data } = await bench.ask('retro_export');
  expect(data).toMatchObject({
    funnels: {
      plans: {
        steps: [
          { step: 'agent_plan_built', count: 3, rate_pct: null, coverage: null },
          { step: 'agent_plan_previewed', count: 2, rate_pct: 66.7, coverage: 'HIGH' },
          { step: 'agent_plan_committed', count: 1, rate_pct: 50, coverage: 'HIGH' },
        ],
        beside: { agent_plan_cancelled: 1 },
      },
      proposals: {
        steps: [
          { step: 'action_previewed', count: 4 },
          { step: 'action_confirmed', count: 2, rate_pct: 50, coverage: 'HIGH' },
          { step: 'action_committed', count: 4, rate_pct: null, coverage: 'LOW' },
        ],
        beside: { action_failed: 0, action_unknown: 0, action_cancelled: 0, action_expired: 1 },
      },
      advice: { steps: [{ count: 1 }, { step: 'advice_given', count: 2, rate_pct: 200, coverage: 'MED' }, { step: 'advice_memo_made', count: 0, rate_pct: 0, coverage: null }] },
    },
  });
});

test.each([[10, 10, 'HIGH'], [9, 10, 'MED'], [4, 10, 'LOW'], [5, 10, 'MED']] as const)('%d of %d found at the step before are %s', (found, all, coverage) => {
  const groups = [{ events: ['agent_plan_built', 'agent_plan_previewed'], count: found }, { events: ['agent_plan_previewed'], count: all - found }];
  expect(funnelOf(FUNNELS.plans, groups).steps[1]?.coverage).toBe(coverage);
});

leakCheck();
