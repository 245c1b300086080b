import { NOTHING_RECENT } from '@ownerbot/conversation';
import { KEYBOARD_ROWS, LABEL_LIMIT, TEXT_LIMIT, visibleText } from '@ownerbot/telegram';
import { aContext } from '../fixtures/reply-context';
import { lines, showReply } from '../fixtures/show-reply';
import { routeText } from '../routes/text/route-text';
import { commands } from '../routes/commands';
import { ownerTools } from '../tools/owner-tools';
import { help, panels } from './panels';

const panel = (id: string, context = aContext()) => {
  const draw = panels[id];
  if (!draw) throw new Error(`no panel ${id}`);
  return showReply(draw(context));
};

test('the home panel greets, says what it shows from, and offers the requests', () => {
  expect(panel('home')).toBe(
    lines(
      '<b>Здравствуйте, Анна.</b>',
      '',
      'Что показать? Нажмите кнопку или напишите словами, например: «выручка за прошлый месяц».',
      '',
      '🟢 <i>Демо-магазин · 18.03, 12:00 · всё работает</i>',
      '',
      '[KPI сегодня] [KPI вчера] [KPI 7 дней]',
      '[📊 Отчёты] [🧾 Заказы]',
      '[💶 Цены] [📦 Товары]',
      '[🔔 Уведомления] [🧭 Советник]',
      '[❓ Помощь] [⚙️ Система]',
    ),
  );
});

test('an owner without a name is greeted all the same; trouble is not hidden', () => {
  const status = { ...aContext().status, queue: 'away' as const };
  expect(panel('home', aContext({ locale: 'en', firstName: null, status }))).toContain('<b>Welcome.</b>');
  expect(panel('home', aContext({ status }))).toContain('🟡 <i>Демо-магазин · 18.03, 12:00 · есть неполадки, подробности в~/systems</i>');
});

test('the systems panel', () => {
  expect(panel('systems')).toBe(
    lines(
      '⚙️ <b>Система</b>',
      '',
      'Данные: демо-магазин, цифры учебные',
      '🟢 База: работает',
      '🟢 Очередь (Postgres), ждут обработки: 0',
      '🎙 Голос: выключен',
      '🧠 Свободные фразы: выключены',
      '',
      'Магазин: ownerbot, номер 1, валюта EUR',
      'Часовой пояс: Europe/Berlin, сейчас 18.03, 12:00',
      'Версия: 0.1.0',
      '',
      '[Здоровье системы] [Ошибки за сутки]',
      '[Журнал] [🔌 Источник данных]',
      '[Возможности SIS]',
      '[Проверка контракта SIS]',
      '[Ретро 7 дней] [Пробелы 30 дней]',
      '[Мои настройки] [🧰 Инструменты]',
      '[Все: Система] [🛠 Для знатоков]',
      '[🔄 Обновить] [🏠 Меню]',
    ),
  );
});

const unsettled = { proposalId: '01890000-0000-7000-8000-000000000001', title: 'Снизить все цены на\u00a03\u00a0%', since: new Date('2027-03-18T10:55:00Z') };

test('a change whose outcome is open stands on top of the systems panel, with a button to look again', () => {
  const recent = { ...NOTHING_RECENT, openProposals: 2, unsettled: [unsettled] };
  const shown = panel('systems', aContext({ recent }));
  expect(shown).toContain('⚙️ <b>Система</b>\n\n🟠 <b>Итог неизвестен</b>\n• Снизить все цены на~3~%: отправлено 18.03, 11:55, ответа нет. Повторно не~отправляю.\n\nДанные:');
  expect(shown).toContain('⏳ Ждут подтверждения: 2~просмотра\n\n[🔎 Проверить итог]\n[Здоровье системы]');
  expect(panels['systems']?.(aContext({ recent })).buttons?.[0]?.[0]?.data).toBe(`settle:${unsettled.proposalId}:check`);
});

test('every panel says how many previews wait; where none does, it says nothing of them', () => {
  const recent = { ...NOTHING_RECENT, openProposals: 1 };
  for (const id of Object.keys(panels)) {
    expect([id, panel(id, aContext({ recent })).includes('⏳ Ждёт подтверждения: 1~просмотр')]).toEqual([id, true]);
    expect([id, panel(id).includes('⏳')]).toEqual([id, false]);
  }
});

test('the tools panel names every tool, what it is for, and why it cannot work', () => {
  const demo = panel('tools', aContext({ locale: 'en' }));
  expect(demo).toMatch(/^🧰 <b>Tools: (\d+), available \1<\/b>\n\n<b>Reads: \d+<\/b>\n/);
  for (const { name } of ownerTools) expect(demo).toContain(`<code>${name}</code>`);
  expect(demo).toContain('🟢 <code>sis_prices_bump</code> Raise all prices by a percentage');
  const status = { ...aContext().status, mode: 'SIS_DB_RO' };
  const readOnly = panel('tools', aContext({ status }));
  expect(readOnly).toMatch(/🔴 <code>sis_prices_bump<\/code> [^\n]*~— через базу SIS ничего не~меняется/);
  expect(readOnly).toMatch(/🔴 <code>funnel_snapshot<\/code> [^\n]*~— есть только в~демо-магазине/);
  const lacking = { ...aContext().status, mode: 'SIS_HTTP', capabilities: { prices_bump: false } };
  expect(panel('tools', aContext({ status: lacking }))).toMatch(/🔴 <code>sis_prices_bump<\/code> [^\n]*~— магазин этого не~предлагает/);
});

test.each(['ru', 'en'] as const)('every panel fits one message and its keyboard (%s)', (locale) => {
  const status = { ...aContext().status, mode: 'SIS_DB_RO' };
  const recent = { ...NOTHING_RECENT, openProposals: 99, unsettled: [unsettled, unsettled, unsettled] };
  for (const [id, draw] of Object.entries(panels)) {
    for (const context of [aContext({ locale, recent }), aContext({ locale, recent, status })]) {
      const { html, buttons = [] } = draw(context);
      expect([id, visibleText(html).length <= TEXT_LIMIT]).toEqual([id, true]);
      expect([id, buttons.length <= KEYBOARD_ROWS, buttons.flat().every(({ text }) => text.length <= LABEL_LIMIT)]).toEqual([id, true, true]);
    }
  }
});

test.each(['ru', 'en'] as const)('every example of the help works when it is sent (%s)', (locale) => {
  const context = aContext({ locale });
  for (const text of [null, 'что?']) {
    const { html } = help(context, text);
    const examples = [...html.replaceAll('\u00a0', ' ').matchAll(/[«“]([^»”]+)[»”]/g)].map(([, example = '']) => example);
    expect(examples.length).toBeGreaterThan(4);
    for (const example of examples) {
      const route = routeText({ source: 'text', chatId: '7', text: example, data: null, messageId: '1' }, context);
      expect([example, route?.type]).toEqual([example, 'tool']);
    }
    const known = ['menu', 'help', 'systems', 'cancel', ...commands.map(({ name }) => name)];
    for (const [, name = ''] of html.matchAll(/(?<![<\w])\/(\w+)/g)) expect(known).toContain(name);
  }
});
