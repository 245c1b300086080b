import { composeDomains, conversationTexts, listedCommands } from '@ownerbot/conversation';
import { platformTexts } from '@ownerbot/messages';
import { ownerDomain } from '../domain';
import { aContext } from '../fixtures/reply-context';
import { showReply } from '../fixtures/show-reply';
import { panels } from '../panels/panels';
import { commands } from './commands';

function route(text: string, context = aContext()) {
  const [, name = '', args = ''] = /^\/(\w+) ?(.*)$/s.exec(text) ?? [];
  return commands.find((one) => one.name === name)?.route({ source: 'command', chatId: '700', text, data: null, messageId: '1', args }, context);
}

test.each([
  ['/health', { type: 'tool', tool: 'sys_health', payload: {} }],
  ['/settings', { type: 'tool', tool: 'sys_settings', payload: {} }],
  ['/sis_check', { type: 'tool', tool: 'sis_contract_check', payload: {} }],
  ['/shadow_check', { type: 'tool', tool: 'sis_contract_check', payload: {} }],
  ['/upstream', { type: 'panel', panel: 'upstream', as: 'new' }],
  ['/upstream_demo', { type: 'tool', tool: 'sys_upstream_mode_set', payload: { mode: 'DEMO' } }],
  ['/upstream_sis', { type: 'tool', tool: 'sys_upstream_mode_set', payload: { mode: 'SIS_HTTP' } }],
  ['/upstream_db', { type: 'tool', tool: 'sys_upstream_mode_set', payload: { mode: 'SIS_DB_RO' } }],
  ['/upstream_auto', { type: 'tool', tool: 'sys_upstream_mode_set', payload: { mode: 'AUTO' } }],
  ['/upstream_clear', { type: 'tool', tool: 'sys_upstream_mode_set', payload: { mode: 'clear' } }],
  ['/notify', { type: 'template', templateId: 'TEAM_PING_MANAGER' }],
  ['/notify Проверьте склад\nдо обеда', { type: 'template', templateId: 'TEAM_PING_MANAGER', slots: { message: 'Проверьте склад\nдо обеда' } }],
  ['/lang', { type: 'template', templateId: 'SYS_SET_LANGUAGE' }],
  ['/lang en', { type: 'template', templateId: 'SYS_SET_LANGUAGE', slots: { locale: 'en' } }],
])('%j leads to %j', (text, expected) => {
  expect(route(text)).toMatchObject(expected);
});

test('where the shadow check is switched off, its command is none', () => {
  const { status } = aContext();
  expect(route('/shadow_check', aContext({ status: { ...status, switches: { SHADOW_CHECK_ENABLED: false } } }))).toEqual({ type: 'help' });
});

test.each(['ru', 'en'] as const)('Telegram lists these commands in %s, each with a description that fits', (locale) => {
  const listed = listedCommands(composeDomains([ownerDomain], [platformTexts, conversationTexts]), locale);
  const names = listed.map(({ command }) => command);
  expect(names).toEqual(expect.arrayContaining(['notify', 'health', 'settings', 'lang', 'upstream', 'upstream_demo', 'upstream_sis', 'upstream_db', 'upstream_auto', 'upstream_clear', 'sis_check']));
  expect(names).not.toContain('shadow_check');
  expect(listed.filter(({ description }) => description.length < 3 || description.length > 256)).toEqual([]);
});

describe('the panel of the data mode', () => {
  const panel = (status: Partial<ReturnType<typeof aContext>['status']>, locale: 'ru' | 'en' = 'ru') => {
    const draw = panels['upstream'];
    if (draw === undefined) throw new Error('no panel upstream');
    return showReply(draw(aContext({ locale, status: { ...aContext().status, ...status } })));
  };

  test('says what counts, what is configured, and that SIS was never asked', () => {
    expect(panel({})).toMatchInlineSnapshot(`
"🔌 <b>Источник данных</b>

Сейчас: <b>демо-магазин, цифры учебные</b>
В~настройках: демо-магазин
На~ходу не~переключали
⚪️ SIS ещё не~опрашивали

🟢 <i>Демо-магазин · 18.03, 12:00 · всё работает</i>

[Сменить режим]
[Здоровье системы] [Возможности SIS]
[⚙️ Система] [🔄 Обновить] [🏠 Меню]"
`);
  });

  test('says what was chosen at run time, and when SIS last answered', () => {
    const dataMode = { configured: 'DEMO', override: 'AUTO', isSwitchable: true };
    expect(panel({ mode: 'AUTO', dataMode, sisPing: { at: '2027-03-18T10:59:00Z', isUp: true } }, 'en')).toMatchInlineSnapshot(`
"🔌 <b>Data source</b>

Now: <b>SIS, chosen automatically</b>
Configured: demo shop
Chosen at run time: chosen automatically
🟢 SIS answered: 18~Mar, 11:59

🟢 <i>SIS, auto · 18~Mar, 12:00 · all systems work</i>

[Change mode]
[System health] [SIS capabilities]
[⚙️ Systems] [🔄 Refresh] [🏠 Menu]"
`);
  });

  test('says that a choice has no effect where switching is off', () => {
    expect(panel({ dataMode: { configured: 'DEMO', override: 'SIS_HTTP', isSwitchable: false } })).toContain('Выбрано на~ходу, но~не~действует: SIS\nПереключение на~ходу выключено');
  });
});
