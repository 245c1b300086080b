import type { ReplyContext, Route } from '@ownerbot/conversation';
import { leakCheck } from '@ownerbot/testing';
import { aContext } from '../fixtures/reply-context';
import { aRun, showReply } from '../fixtures/show-reply';
import { NOON, toolBench, type ToolBench } from '../fixtures/tool-bench';
import { factKeys } from '../routes/callbacks';
import { fxStatusPresenter } from '../tools/sis-fx-status/presenter';
import { routeFx } from './fx-panel';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

const at = (changes: Partial<ReplyContext> & { locale?: 'ru' | 'en' } = {}) => aContext({ now: new Date(NOON), ...changes });

/** Presses one button after the other, with what each of them leaves to the next. */
function pressing(kept: Record<string, unknown>, locale: 'ru' | 'en' = 'ru') {
  let now = kept;
  return (data: string): Route => {
    const route = routeFx(data, at({ locale, kept: Object.fromEntries(factKeys({ source: 'template', chatId: '700', text: null, data, messageId: '1' }).map((key) => [key, now[key]])) }));
    const written = [...(route.keep ?? []), ...(route.type === 'reply' ? (route.reply.keep ?? []) : [])];
    now = { ...now, ...Object.fromEntries(written.map(({ key, value }) => [key, value])) };
    return route;
  };
}

async function opened(locale: 'ru' | 'en' = 'ru') {
  const route = routeFx('fx:panel', at());
  expect(route).toEqual({ type: 'tool', tool: 'sis_fx_status', payload: {}, presentation: 'fx_panel' });
  const reply = fxStatusPresenter.answer(await bench.ask('sis_fx_status'), at({ locale }), aRun('sis_fx_status', {}, 'fx_panel'));
  return { reply, press: pressing(Object.fromEntries((reply.keep ?? []).map(({ key, value }) => [key, value])), locale) };
}

const shown = (route: Route): string => (route.type === 'reply' ? showReply(route.reply) : route.type);

test('the panel shows what holds, marks it in the buttons, and says that nothing is changed yet', async () => {
  const { reply } = await opened();
  expect(showReply(reply)).toMatchInlineSnapshot(`
"DEMO · <b>Настройки курса USD/EUR: черновик</b>

Расписание: вручную
Порог изменения курса: 0,5~%

<i>Черновик до~12:10. Сохранение покажет просмотр: пока вы его не~подтвердите, ничего не~изменится.</i>

<i>Источник: демо-магазин · данные на~12:00</i>

[● Вручную] [Раз в~день] [Каждые N~ч]
[● 0,5~%] [1~%]
[2~%] [Без порога]
[💾 Сохранить] [✖️ Не сохранять]"
`);
  expect(reply.keep?.map(({ ttlSec }) => ttlSec)).toEqual([600]);
});

test('a choice stands in the draft beside what holds, in the same message', async () => {
  const { press } = await opened('en');
  press('fx:mode:interval');
  press('fx:int:6');
  const route = press('fx:thr:2');
  expect(route).toMatchObject({ type: 'reply', as: 'edit' });
  expect(shown(route)).toMatchInlineSnapshot(`
"DEMO · <b>Exchange rate settings USD/EUR: draft</b>

• Schedule: by hand → <b>at an interval</b>
• Interval: 24 hours → <b>6 hours</b>
• Threshold of the rate's change: 0.5% → <b>2%</b>

<i>Draft until 12:10. Saving shows a preview; nothing changes before you confirm it.</i>

<i>Source: demo shop · data as of 12:00</i>

[By hand] [Once a day] [● Every N~h]
[● 6~h] [12~h]
[24~h] [48~h]
[0.5%] [1%]
[● 2%] [No threshold]
[💾 Save] [✖️ Do not save]"
`);
});

test('saving asks for one change of what differs, and ends the draft', async () => {
  const { press } = await opened();
  press('fx:mode:interval');
  press('fx:int:6');
  press('fx:thr:off');
  expect(press('fx:save')).toEqual({
    type: 'tool',
    tool: 'sis_fx_settings_update',
    payload: { updates: { reprice_schedule_mode: 'interval', reprice_schedule_interval_hours: 6, min_rate_delta_percent: '0' } },
    keep: [{ key: 'fx:700', value: {}, ttlSec: 1 }],
  });
  expect(press('fx:save')).toMatchObject({ type: 'tool', tool: 'sis_fx_status', ackKey: 'fx_panel.expired' });
});

test('an interval without a schedule by it is not saved', async () => {
  const { press } = await opened();
  press('fx:mode:interval');
  press('fx:int:6');
  press('fx:mode:daily');
  expect(press('fx:save')).toHaveProperty('payload', { updates: { reprice_schedule_mode: 'daily' } });
});

test('with nothing chosen there is nothing to save', async () => {
  const { press } = await opened();
  press('fx:mode:daily');
  press('fx:mode:manual');
  expect(shown(press('fx:save'))).toContain('Пока всё как есть, сохранять нечего.');
});

test('dropping closes the panel and forgets the draft', async () => {
  const { press } = await opened();
  expect(press('fx:drop')).toEqual({ type: 'close', keep: [{ key: 'fx:700', value: {}, ttlSec: 1 }] });
});

test('ten minutes later the draft is gone, and a press reads the settings again', () => {
  expect(routeFx('fx:mode:daily', at())).toMatchObject({ type: 'tool', tool: 'sis_fx_status', presentation: 'fx_panel', ackKey: 'fx_panel.expired' });
});

test.each(['fx:', 'fx:mode', 'fx:mode:weekly', 'fx:int:7', 'fx:thr:3', 'fx:thr:constructor', 'fx:save:1'])('%s is out of date', async (data) => {
  const { press } = await opened();
  expect(press(data)).toEqual({ type: 'outdated' });
});

test('the draft of one owner is not that of another', async () => {
  const { reply } = await opened();
  const [kept] = reply.keep ?? [];
  if (kept === undefined) throw new Error('nothing is kept');
  const other = at({ principal: { telegramId: '701', roles: ['owner'] }, kept: { [kept.key]: kept.value } });
  expect(routeFx('fx:save', other)).toEqual({ type: 'outdated' });
});

leakCheck();
