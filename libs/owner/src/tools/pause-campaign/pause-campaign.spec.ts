import { ShopError } from '@ownerbot/shop';
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

const pause = (payload: object) => bench.ask('pause_campaign', payload);
const context = (locale: 'ru' | 'en') => aContext({ locale, now: new Date(NOON) });

test('a campaign is paused, and what is paused already stays so without a button', async () => {
  const asked = { campaign_id: 1, reason: 'бюджет исчерпан' };
  const response = await pause(asked);
  expect(response.commit).toEqual({ campaign_id: 1, operation: 'pause', reason: 'бюджет исчерпан' });
  expect(showPreview(response, asked, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Поставить кампанию 1 на~паузу</b>
Причина: бюджет исчерпан

Весна: идёт → на~паузе
Кампанию можно запустить снова.

<i>Действует до 12:05.</i>
<i>Источник: демо-магазин · данные на~12:00</i>

[✅ Применить]
[Отмена]"
`);
  expect(showOutcome(response, await carryOut(bench, response), asked, context('en'))).toMatchInlineSnapshot(`
"<b>DEMO · Pause campaign 1</b>

✅ Done.
Changed: <b>1</b>.
Весна: running → paused
The campaign can be resumed.

<i>request 1</i>"
`);
  const again = await pause({ campaign_id: 1 });
  expect(again).toMatchObject({ data: { status: 'noop' } });
  expect(showPreview(again, asked, context('ru'))).toMatchInlineSnapshot(`
"DEMO · <b>Поставить кампанию 1 на~паузу</b>

Менять нечего: всё~уже так.

<i>Источник: демо-магазин · данные на~12:00</i>"
`);
});

test('a campaign is resumed', async () => {
  expect(showPreview(await pause({ campaign_id: 3, operation: 'resume' }), {}, context('en'))).toMatchInlineSnapshot(`
"<b>DEMO · Resume campaign 3</b>

Архив: paused → running
The campaign can be paused again.

<i>Valid until 12:05.</i>
<i>Source: demo shop · data as of 12:00</i>

[✅ Apply]
[Cancel]"
`);
});

test('an unknown one is refused', async () => {
  expect((await pause({ campaign_id: 99 })).error).toMatchObject({ code: 'VALIDATION_ERROR', details: { reason: 'UNKNOWN_IDS', ids: [99] } });
});

test('a shop that has no campaigns does not offer it', async () => {
  const shop = { ...bench.shop, previewAction: () => Promise.reject(new ShopError('UPSTREAM_NOT_IMPLEMENTED', 'no campaigns')) };
  expect((await bench.ask('pause_campaign', { campaign_id: 1 }, {}, shop)).error).toMatchObject({ code: 'UPSTREAM_NOT_IMPLEMENTED', retryable: false });
});

leakCheck();
