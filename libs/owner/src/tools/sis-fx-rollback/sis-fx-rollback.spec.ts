import { sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import type { AuditRecord } from '@ownerbot/tools';
import { applyNow } from '../../fixtures/apply-now';
import { aContext } from '../../fixtures/reply-context';
import { showDone, showPreview } from '../../fixtures/show-action';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';

let bench: ToolBench;
let commits: AuditRecord[] = [];
beforeEach(async () => {
  commits = [];
  bench = await toolBench({ own: { audit: ({ event_type }) => Promise.resolve({ total: commits.length, events: event_type === 'action_committed' ? commits : [] }) } });
});
afterEach(() => bench.drop());

const at = (locale: 'ru' | 'en' = 'ru') => aContext({ locale, now: new Date(NOON) });
const rollback = () => bench.ask('sis_fx_rollback');

test('without a repricing there is nothing to roll back, and no button', async () => {
  const response = await rollback();
  expect(response.commit).toBeUndefined();
  expect(response).toMatchObject({ data: { noop_reason: 'NO_ROLLBACK_DATA', job: null } });
  expect(showPreview(response, {}, at())).toMatchInlineSnapshot(`
"DEMO · <b>Откатить последний пересчёт цен</b>

Откатывать нечего.
Пересчётов, которые ещё не~откачены, нет.

<i>Источник: демо-магазин · данные на~12:00</i>"
`);
});

test('the preview names the job, its time and how many prices it changed', async () => {
  const { job_id, affected_count } = await applyNow(bench, 'fx', { force_apply: true });
  bench.clock.set('2026-03-18T11:30:00Z');
  const response = await rollback();
  expect(response.data).toMatchObject({ job: { job_id, affected_count, finished_at: expect.stringMatching(/^2026-03-18T11:00:00/), kind: 'fx' } });
  expect(showPreview(response, {}, at())).toMatchInlineSnapshot(`
"<b>DEMO · Откатить пересчёт цен от~18.03, 12:00</b>
Пересчёт по~курсу, задание <code>job-11bd1c6d622bcd7e</code>
Тогда изменилось цен: 22
Вернутся цены, зачёркнутые цены и~отключённые тогда купоны.

Изменится: <b>22</b>
Самое большое изменение: −10~%
Примеры:
• Носки «Пара»: 10,00~€ → 9,00~€ (−10~%)
• Повязка «Штрих»: 13,00~€ → 12,00~€ (−7,69~%)
• Майка «Абзац»: 19,00~€ → 18,00~€ (−5,26~%)
• Шапка «Иней»: 20,00~€ → 19,00~€ (−5~%)
• Футболка «Азбука»: 23,00~€ → 22,00~€ (−4,35~%)
Откатить это будет нельзя.

<i>Действует до 12:05.</i>
<i>Источник: демо-магазин · данные на~12:30</i>

[✅ Применить]
[Отмена]"
`);
});

/** A repricing that is not by the rate's own schedule, after one that was. */
async function reprice(): Promise<string> {
  await applyNow(bench, 'fx', { force_apply: true });
  bench.clock.set('2026-03-18T11:05:00Z');
  const { rate_set_id } = (await bench.ask('sis_fx_reprice', { markup_percent: '5' })).commit as { rate_set_id: string };
  const { job_id } = await applyNow(bench, 'reprice', { rate_set_id, input_currency: 'USD', shop_currency: 'EUR', markup_percent: '5' });
  return job_id ?? '';
}

test('a job that was committed here is named from our own record', async () => {
  const job_id = await reprice();
  commits = [
    { id: '2', occurred_at: '2026-03-18T11:06:00Z', correlation_id: 'tg-1-2', event_type: 'action_committed', fields: { job_id: null, affected_count: 1, tool: 'flag_order' } },
    { id: '1', occurred_at: '2026-03-18T11:05:00Z', correlation_id: 'tg-1-1', event_type: 'action_committed', fields: { job_id, affected_count: 22, tool: 'sis_fx_reprice' } },
  ];
  const response = await rollback();
  expect(response.data).toMatchObject({ job: { job_id, finished_at: '2026-03-18T11:05:00Z', affected_count: 22, kind: 'reprice' } });
  expect(showPreview(response, {}, at())).toContain('<b>DEMO · Откатить пересчёт цен от~18.03, 12:05</b>');
});

test('a job that nobody tells of is named without its time', async () => {
  const job_id = await reprice();
  const response = await rollback();
  expect(response.data).toMatchObject({ job: { job_id, finished_at: null, affected_count: null, kind: 'unknown' } });
  expect(showPreview(response, {}, at('en'))).toContain('the shop does not tell when it ran');
});

test('what was changed since is left as it is, and named', async () => {
  await applyNow(bench, 'fx', { force_apply: true });
  await bench.db.query(sql`update demo.demo_products set base_price = 111.00 where product_id = 9`);
  await bench.db.query(sql`update demo.demo_product_variants set price = price + 50 where variant_id = (select min(entity_id) from demo.demo_fx_backups where entity = 'variant')`);
  await bench.db.query(sql`update demo.demo_coupons set active = true where code = 'HOODIE15'`);
  const shown = showPreview(await rollback(), {}, at());
  expect(shown).toContain('• 9 · PRD-009: изменено после пересчёта');
  expect(shown).toMatch(/• вариант \d+: изменено после пересчёта/);
  expect(shown).toContain('• купон HOODIE15: изменено после пересчёта');
});

test('after it the prices are what they were, and it is not offered again', async () => {
  await applyNow(bench, 'fx', { force_apply: true });
  const response = await rollback();
  const result = await applyNow(bench, 'reprice/rollback', {});
  expect(showDone(response, result, at('en'))).toMatchInlineSnapshot(`
"<b>DEMO · Roll back the repricing of 18~Mar, 12:00</b>

✅ Done.
Changed: <b>22</b>.
• Носки «Пара»: €10.00 → €9.00 (−10%)
• Повязка «Штрих»: €13.00 → €12.00 (−7.69%)
• Майка «Абзац»: €19.00 → €18.00 (−5.26%)
This cannot be rolled back.

<i>request 2</i>"
`);
  expect((await rollback()).data).toMatchObject({ noop_reason: 'NO_ROLLBACK_DATA' });
});

leakCheck();
