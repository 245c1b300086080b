import { aContext } from '../fixtures/reply-context';
import { lines, showReply } from '../fixtures/show-reply';
import { routeText } from '../routes/route-text';
import { commands } from '../routes/commands';
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
      '',
      'Магазин: ownerbot, номер 1, валюта EUR',
      'Часовой пояс: Europe/Berlin, сейчас 18.03, 12:00',
      'Версия: 0.1.0',
      '',
      '[Здоровье системы] [Ошибки за сутки]',
      '[Журнал] [🔌 Источник данных]',
      '[Возможности SIS]',
      '[Проверка контракта SIS]',
      '[Мои настройки]',
      '[Все: Система]',
      '[🔄 Обновить] [🏠 Меню]',
    ),
  );
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
