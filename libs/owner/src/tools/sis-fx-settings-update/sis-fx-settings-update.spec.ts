import { leakCheck } from '@ownerbot/testing';
import { presentError } from '../../replies/present-error';
import { applyNow } from '../../fixtures/apply-now';
import { aContext } from '../../fixtures/reply-context';
import { showDone, showPreview } from '../../fixtures/show-action';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

const at = (locale: 'ru' | 'en' = 'ru') => aContext({ locale, now: new Date(NOON) });
const update = (updates: object) => bench.ask('sis_fx_settings_update', { updates });

const EVERYTHING = {
  reprice_schedule_mode: 'interval',
  reprice_schedule_interval_hours: 12,
  reprice_schedule_notify_on_success: true,
  reprice_schedule_notify_on_failure: false,
  min_rate_delta_abs: '0.0125',
  min_rate_delta_percent: '0',
  min_apply_cooldown_hours: 1,
  provider: 'mono',
};

test('every setting says what it is and what it will be, with its unit', async () => {
  const response = await update(EVERYTHING);
  expect(response.commit).toEqual({ updates: EVERYTHING });
  expect(showPreview(response, {}, at())).toMatchInlineSnapshot(`
"<b>DEMO · Изменить настройки курса</b>

• Расписание: вручную → <b>через промежуток</b>
• Промежуток: 24~часа → <b>12~часов</b>
• Сообщать об~удачных пересчётах: нет → <b>да</b>
• Сообщать о~неудачных пересчётах: да → <b>нет</b>
• Порог в~единицах курса: нет → <b>0,0125</b>
• Порог изменения курса: 0,5~% → <b>нет</b>
• Пауза между пересчётами: 6~часов → <b>1~час</b>
• Источник курса: ECB → <b>MONO</b>

<i>Действует до 12:05.</i>
<i>Источник: демо-магазин · данные на~12:00</i>

[✅ Применить]
[Отмена]"
`);
  expect(showPreview(response, {}, at('en'))).toMatchInlineSnapshot(`
"<b>DEMO · Change the exchange rate settings</b>

• Schedule: by hand → <b>at an interval</b>
• Interval: 24 hours → <b>12 hours</b>
• Tell of successful repricings: no → <b>yes</b>
• Tell of failed repricings: yes → <b>no</b>
• Threshold in units of the rate: none → <b>0.0125</b>
• Threshold of the rate's change: 0.5% → <b>none</b>
• Pause between repricings: 6 hours → <b>1 hour</b>
• Rate source: ECB → <b>MONO</b>

<i>Valid until 12:05.</i>
<i>Source: demo shop · data as of 12:00</i>

[✅ Apply]
[Cancel]"
`);
});

test('what is equal to now is neither previewed nor sent', async () => {
  const response = await update({ min_rate_delta_percent: '0.5', min_apply_cooldown_hours: 12, reprice_schedule_mode: 'manual' });
  expect(response.commit).toEqual({ updates: { min_apply_cooldown_hours: 12 } });
  expect(response.data).toMatchObject({ affected_count: 1, diff: { min_apply_cooldown_hours: { before: '6', after: '12' } } });
});

test('where everything is so already there is no button', async () => {
  const response = await update({ min_rate_delta_percent: '0.50', provider: 'ecb' });
  expect(response.commit).toBeUndefined();
  expect(response).toMatchObject({ data: { status: 'noop', noop_reason: 'NO_CHANGES', diff: {} } });
  expect(showPreview(response, {}, at())).toMatchInlineSnapshot(`
"DEMO · <b>Изменить настройки курса</b>

Менять нечего: всё~уже так.
Порог изменения курса: 0,5~%
Источник курса: ECB

<i>Источник: демо-магазин · данные на~12:00</i>"
`);
});

test('the outcome says what holds now', async () => {
  const response = await update({ min_apply_cooldown_hours: 12 });
  const result = await applyNow(bench, 'fx/settings', { updates: { min_apply_cooldown_hours: 12 } });
  expect(showDone(response, result, at('en'))).toMatchInlineSnapshot(`
"<b>DEMO · Change the exchange rate settings</b>

✅ Done.
Changed: <b>1</b>.
• Pause between repricings: 6 hours → <b>12 hours</b>

<i>request 2</i>"
`);
});

test.each([
  [{}, 'updates', 'Нужна хотя\u00a0бы одна настройка.'],
  [{ reprice_schedule_interval_hours: 169 }, 'updates.reprice_schedule_interval_hours', 'Промежуток: от\u00a01 до\u00a0168 часов.'],
  [{ reprice_schedule_interval_hours: 0 }, 'updates.reprice_schedule_interval_hours', 'Промежуток: от\u00a01 до\u00a0168 часов.'],
  [{ min_rate_delta_percent: '100.01' }, 'updates.min_rate_delta_percent', 'Порог изменения курса: от\u00a00 до\u00a0100\u00a0%.'],
  [{ min_rate_delta_percent: 1 }, 'updates.min_rate_delta_percent', 'Порог изменения курса: от\u00a00 до\u00a0100\u00a0%.'],
  [{ min_rate_delta_abs: '1000.1' }, 'updates.min_rate_delta_abs', 'от\u00a00 до\u00a01000.'],
  [{ min_apply_cooldown_hours: -1 }, 'updates.min_apply_cooldown_hours', 'от\u00a00 до\u00a0168 часов.'],
  [{ provider: 'nbu' }, 'updates.provider', 'privat, mono, ecb или nbp'],
  [{ rate: '1' }, 'updates.rate', 'Нужна хотя\u00a0бы одна настройка.'],
])('%j is refused, in words that say what is allowed', async (updates, path, words) => {
  const { error } = await update(updates);
  expect(error).toMatchObject({ code: 'VALIDATION_ERROR', details: { fields: [{ path }] } });
  if (error === null) throw new Error('no error');
  expect(presentError(error, aContext(), { id: 'tg-1-2-1', tool: 'sis_fx_settings_update', payload: { updates } })?.html).toContain(words);
});

leakCheck();
