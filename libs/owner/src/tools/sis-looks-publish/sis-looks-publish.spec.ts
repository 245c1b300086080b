import { leakCheck } from '@ownerbot/testing';
import { carryOut, showOutcome } from '../../fixtures/carry-out';
import { aContext } from '../../fixtures/reply-context';
import { showPreview } from '../../fixtures/show-action';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

const publish = (payload: object) => bench.ask('sis_looks_publish', payload);
const context = (locale: 'ru' | 'en') => aContext({ locale, now: new Date(NOON) });

test('looks are published by their numbers', async () => {
  const asked = { target_active: true, look_ids: [9, 10] };
  const response = await publish(asked);
  expect(response.commit).toEqual(asked);
  expect(showPreview(response, asked, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Опубликовать луки: 9, 10</b>

Изменится: <b>2</b>
Примеры:
• 9 · Образ 9: скрыт → на~витрине
• 10 · Образ 10: скрыт → на~витрине
Луки можно снова скрыть.

<i>Действует до 12:05.</i>
<i>Источник: демо-магазин · данные на~12:00</i>

[✅ Применить]
[Отмена]"
`);
});

test('all looks are hidden when they are named, and published again', async () => {
  const asked = { target_active: false, is_active_from: true, scope_all: true };
  const response = await publish(asked);
  expect(showPreview(response, asked, context('en'))).toMatchInlineSnapshot(`
"<b>DEMO · Hide all looks</b>

Will change: <b>8</b>
Examples:
• 1 · Образ 1: on sale → hidden
• 2 · Образ 2: on sale → hidden
• 3 · Образ 3: on sale → hidden
• 4 · Образ 4: on sale → hidden
• 5 · Образ 5: on sale → hidden
The looks can be published again.

<i>Valid until 12:05.</i>
<i>Source: demo shop · data as of 12:00</i>

[✅ Apply]
[Cancel]"
`);
  expect(showOutcome(response, await carryOut(bench, response), asked, context('en'))).toMatchInlineSnapshot(`
"<b>DEMO · Hide all looks</b>

✅ Done.
Changed: <b>8</b>.
• 1 · Образ 1: on sale → hidden
• 2 · Образ 2: on sale → hidden
• 3 · Образ 3: on sale → hidden
The looks can be published again.

<i>request 1</i>"
`);
  expect((await publish({ target_active: true, is_active_from: false, scope_all: true })).data).toMatchObject({ affected_count: 12 });
  const again = await publish(asked);
  expect(again).toMatchObject({ data: { status: 'noop' } });
  expect(showPreview(again, asked, context('ru'))).not.toContain('[');
});

test.each([[{ target_active: true }], [{ target_active: true, scope_all: true }], [{ target_active: true, is_active_from: false }], [{ target_active: true, look_ids: [1], is_active_from: false, scope_all: true }]])(
  '%j names no scope, or more than one',
  async (payload) => {
    expect((await publish(payload)).error).toMatchObject({ code: 'SCOPE_REQUIRED' });
  },
);

leakCheck();
