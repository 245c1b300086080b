import { leakCheck } from '@ownerbot/testing';
import { aContext } from '../fixtures/reply-context';
import { showPreview } from '../fixtures/show-action';
import { showReply } from '../fixtures/show-reply';
import { toolBench, type ToolBench } from '../fixtures/tool-bench';
import { notifyTeamWords } from './notify-team/words';
import { teamText } from './notify-team/team-text';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

const en = () => aContext({ locale: 'en' });

test('a message to the team shows the very text that is sent, and to whom', async () => {
  const response = await bench.ask('notify_team', { message: 'Проверьте <склад>\nдо обеда', order_id: 'ob-1020' });
  expect(response.data).toMatchObject({
    final_text: 'Anna · #1 · DEMO\n\nПроверьте <склад>\nдо обеда\n\nOB-1020', recipients_count: 3, affected_count: 3,
    recipients: [{ chat_id: '5001', label: 'person' }, { chat_id: '5002', label: 'person' }, { chat_id: '-1005003', label: 'group' }],
  });
  expect(showPreview(response)).toMatchInlineSnapshot(`
"<b>DEMO · Отправить сообщение команде</b>

Получат 3 чата:
• личный чат <code>5001</code>
• личный чат <code>5002</code>
• группа <code>-1005003</code>

Текст:
<blockquote>Anna · #1 · DEMO

Проверьте &lt;склад&gt;
до обеда

OB-1020</blockquote>

Откатить это будет нельзя.

<i>Действует до 12:05.</i>
<i>Источник: OwnerBot · данные на~18.03.2026, 12:00</i>

[✅ Применить]
[Отмена]"
`);
  expect(showPreview(await bench.ask('notify_team', { message: 'Stock please', silent: true }, { mode: 'SIS_HTTP' }), {}, en())).toMatchInlineSnapshot(`
"<b>Send the team a silent announcement</b>

3 chats will get it:
• private chat <code>5001</code>
• private chat <code>5002</code>
• group <code>-1005003</code>

Text:
<blockquote>Anna · #1

Stock please</blockquote>

This cannot be rolled back.

<i>Valid until 12:05.</i>
<i>Source: OwnerBot · data as of 18~Mar~2026, 12:00</i>

[✅ Apply]
[Cancel]"
`);
});

test.each([
  ['call about OB-1020', 'OB-1020', 'call about OB-1020'],
  ['call about ob-1020, please', 'OB-1020', 'call about ob-1020, please'],
  ['call about OB-10201', 'OB-1020', 'call about OB-10201\n\nOB-1020'],
  ['call', null, 'call'],
])('of %j and the order %j the team reads %j', (message, orderId, text) => {
  expect(teamText({ message, orderId, sender: 'Ada', correlationId: 'tg-9-77', isDemo: false })).toBe(`Ada · #77\n\n${text}`);
});

test.each([
  [{ message: '' }, 'message', '1..1000 characters'],
  [{ message: 'x'.repeat(1001) }, 'message', '1..1000 characters'],
  [{ message: 'x', silent: 'yes' }, 'silent', 'true, false'],
  [{ message: 'x', recipients: [] }, 'recipients', '1..200 chat ids'],
  [{ message: 'x', recipients: ['666'] }, 'recipients', 'chats of MANAGER_CHAT_IDS'],
])('notify_team refuses %j', async (payload, path, allowed) => {
  expect((await bench.ask('notify_team', payload)).error).toMatchObject({ code: 'VALIDATION_ERROR', details: { fields: [{ path, allowed }] } });
});

test('whom a message did not reach can be written to again, and nobody else', async () => {
  const { data, commit, warnings, provenance } = await bench.ask('notify_team', { message: 'Hi' });
  const facts = {
    proposalId: 'p1', tool: 'notify_team', mode: 'DEMO', asked: { message: 'Hi' }, commit: { ...commit }, preview: { data: data as never, warnings, provenance },
    result: { affected_count: 1, sent: ['5001'], failed: [{ chat_id: '5002', error: 'BLOCKED' }], unconfirmed: ['-1005003'] },
  };
  const more = notifyTeamWords.followUps?.(facts, en());
  expect(showReply({ html: '', buttons: more?.buttons ?? [] })).toContain('[🔁 Once more to those missed (1)]');
  expect(more?.keep).toEqual([expect.objectContaining({ value: { owner: '700', requests: [{ tool: 'notify_team', payload: { message: 'Hi', recipients: ['5002'] } }] } })]);
  expect(await bench.ask('notify_team', { message: 'Hi', recipients: ['5002'] })).toMatchObject({ data: { recipients: [{ chat_id: '5002' }], recipients_count: 1 }, commit: { recipients: ['5002'] } });
  expect(notifyTeamWords.followUps?.({ ...facts, result: { affected_count: 3, sent: ['5001', '5002', '-1005003'], failed: [], unconfirmed: [] } }, en())).toEqual({});
});

test('a switch of the data mode tells what was, what will be, and what it means', async () => {
  const response = await bench.ask('sys_upstream_mode_set', { mode: 'SIS_DB_RO' });
  expect(response).toMatchObject({ data: { before: 'DEMO', after: 'SIS_DB_RO', snapshot: { settings_version: 0 } }, commit: { mode_override: 'SIS_DB_RO', settings_version: 0 } });
  expect(showPreview(response, { mode: 'SIS_DB_RO' })).toMatchInlineSnapshot(`
"<b>DEMO · Переключить данные на~базу SIS</b>

Источник данных: демо-магазин → <b>база SIS, только чтение</b>
Это касается всех следующих запросов. Открытые просмотры изменений потеряют силу.
Изменять магазин в~этом режиме нельзя.
Это можно будет откатить.

<i>Действует до 12:05.</i>
<i>Источник: OwnerBot · данные на~18.03.2026, 12:00</i>

[✅ Применить]
[Отмена]"
`);
  expect(showPreview(await bench.ask('sys_upstream_mode_set', { mode: 'DEMO' }), { mode: 'DEMO' }, en())).toMatchInlineSnapshot(`
"DEMO · <b>Switch to the demo shop</b>

There is nothing to change: it is so already.
Data source: demo shop

<i>Source: OwnerBot · data as of 18~Mar~2026, 12:00</i>"
`);
});

test('settings are shown before and after; what is so already is nothing to confirm', async () => {
  const response = await bench.ask('sys_settings_update', { locale: 'en', timezone: 'Europe/Warsaw' });
  expect(response).toMatchObject({
    data: { diffs: [{ field: 'locale', before: 'ru', after: 'en' }, { field: 'timezone', before: 'Europe/Berlin', after: 'Europe/Warsaw' }], affected_count: 2 },
    commit: { patch: { locale: 'en', timezone: 'Europe/Warsaw' }, settings_version: 0 },
  });
  expect(showPreview(response, { locale: 'en', timezone: 'Europe/Warsaw' })).toMatchInlineSnapshot(`
"<b>DEMO · Сменить язык и~часовой пояс</b>

Язык: русский → <b>английский</b>
Часовой пояс: Europe/Berlin → <b>Europe/Warsaw</b>
Это можно будет откатить.

<i>Действует до 12:05.</i>
<i>Источник: OwnerBot · данные на~18.03.2026, 12:00</i>

[✅ Применить]
[Отмена]"
`);
  expect(showPreview(await bench.ask('sys_settings_update', { locale: 'ru' }), { locale: 'ru' })).toMatchInlineSnapshot(`
"DEMO · <b>Сменить язык</b>

Менять нечего: всё~уже так.

<i>Источник: OwnerBot · данные на~18.03.2026, 12:00</i>"
`);
});

test.each([
  [{}, 'locale'],
  [{ locale: 'de' }, 'locale'],
  [{ timezone: 'UTC+2' }, 'timezone'],
  [{ timezone: 'local' }, 'timezone'],
])('sys_settings_update refuses %j', async (payload, path) => {
  expect((await bench.ask('sys_settings_update', payload)).error).toMatchObject({ code: 'VALIDATION_ERROR', details: { fields: expect.arrayContaining([expect.objectContaining({ path })]) } });
});

leakCheck();
