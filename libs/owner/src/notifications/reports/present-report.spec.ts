import type { NotifyMessage } from '@ownerbot/notifications';
import { aContext } from '../../fixtures/reply-context';
import { presentNotice } from './present-notice';
import { presentReport } from './present-report';
import { presentUpstream } from './present-upstream';

const LOCALES = ['ru', 'en'] as const;
const FIGURES = {
  slot: '2027-03-17', late_minutes: 240, unknown_on: '2027-03-16',
  reasons: [
    { trigger: 'revenue', percent: '-8.4' }, { trigger: 'ops', signals: ['stuck', 'payment'] }, { trigger: 'fx_failed', at: '2027-03-17T07:00:00Z' }, { trigger: 'errors', count: 3, hours: 24 }, { trigger: 'silence', days: 7 },
  ],
  incidents: [{ cause: 'stuck_orders_severe', since: '2027-03-17T06:00:00Z', state: 'acknowledged' }],
  skipped: ['2027-03-16', '2027-03-15', '2027-03-14', '2027-03-13', '2027-03-12'],
  failing: [{ kind: 'ops', since: '2027-03-17T05:00:00Z' }],
};
const message = (variant: string, figures: object, mode = 'SIS_HTTP'): NotifyMessage => ({ dedupKey: 'k', severity: 'info', variant, figures: { ...figures }, asOf: null, provenance: null, mode, isQuietAtNight: false });

const RELEASED = {
  ru: [
    'С 15.03, 11:00 сообщения до вас не доходили: чат был закрыт для бота. Не отправлено: 2 сводки, 1 недельный отчёт. Дальше всё по расписанию.',
    'С 15.03, 11:00 сообщения до вас не доходили: чат был закрыт для бота. Отчёты за это время не ожидались. Дальше всё по расписанию.',
  ],
  en: [
    'Since 15 Mar, 11:00 messages did not reach you: the chat was closed to the bot. Not sent: 2 daily reports, 1 weekly report. From now on everything comes as planned.',
    'Since 15 Mar, 11:00 messages did not reach you: the chat was closed to the bot. No reports were due meanwhile. From now on everything comes as planned.',
  ],
};
const UNAVAILABLE: Readonly<Record<(typeof LOCALES)[number], readonly string[]>> = {
  ru: [
    '🕘 С опозданием: 4 ч',
    '<b>Почему сводка пришла</b>',
    '• чистая выручка к прошлой неделе: −8,4 %',
    '• требуют внимания: зависшие заказы, проблемы с оплатой',
    '• пересчёт цен по курсу не удался 17.03, 08:00',
    '• 3 ошибки бота за 24 ч',
    '• сводки не было 7 дней',
    '',
    '<b>Сводка дня · ср 17.03: не получилось</b>',
    'Магазин не отвечает с 17.03, 06:55, поэтому цифр за этот отчёт нет. Как только он ответит, отчёт можно запросить самому.',
    '',
    '⚠️ Заказы зависли с 17.03, 07:00 (принято)',
    'Не пришли сводки за вт 16.03, пн 15.03, вс 14.03 и ещё 2 отчёта: в их время OwnerBot не работал.',
    '⚠️ Не работает с 17.03, 06:00: тревоги',
    'За вт 16.03 тихий режим не смог проверить поводы: магазин не отвечал.',
  ],
  en: [
    '🕘 Late by 4 h',
    '<b>Why this report came</b>',
    '• net revenue against last week: −8.4%',
    '• need attention: stuck orders, payment problems',
    '• repricing by the exchange rate failed at 17 Mar, 08:00',
    '• 3 bot errors in 24 h',
    '• no report for 7 days',
    '',
    '<b>Daily report · Wed 17 Mar: could not be made</b>',
    'The shop has not answered since 17 Mar, 06:55, so there are no figures for this report. Once it is back, you can ask for the report yourself.',
    '',
    '⚠️ Orders are stuck since 17 Mar, 07:00 (acknowledged)',
    'Daily reports that did not come: Tue 16 Mar, Mon 15 Mar, Sun 14 Mar and 2 more: OwnerBot was not running at their time.',
    '⚠️ Not working since 17 Mar, 06:00: ops alerts',
    'On Tue 16 Mar quiet mode could not check its reasons: the shop did not answer.',
  ],
};

const UPSTREAM = {
  ru: [
    '<b>Магазин не отвечает с 17.03, 11:00</b>\nПока он молчит, тревоги не проверяются, а отчёты ждут. Как только он вернётся, они придут сами.\nВаши 2 запроса ждут и получат ответы сами.',
    '<b>Магазин снова не пускает с 17.03, 11:00</b>\nКлюч подключения отклонён: проверьте его в настройках. До этого тревоги и отчёты по магазину не работают.',
    '<b>Магазин снова отвечает</b>\nНе отвечал с 17.03, 11:00, всего 15 мин. Запросы, которые ждали, получают ответы, отчёты и тревоги снова работают.',
  ],
  en: [
    '<b>The shop has not answered since 17 Mar, 11:00</b>\nWhile it is silent, alerts look at nothing and reports wait. Once it is back, they come by themselves.\nYour 2 requests wait and will be answered by themselves.',
    '<b>The shop again has refused access since 17 Mar, 11:00</b>\nThe connection key was refused: check it in the settings. Until then alerts and reports about the shop do not work.',
    '<b>The shop answers again</b>\nIt had not answered since 17 Mar, 11:00, for 15 min. Requests that waited are being answered, reports and alerts work again.',
  ],
};

describe.each(LOCALES)('in %s', (locale) => {
  const context = aContext({ locale });

  test('a report that could not be made says since when, why it would have come, and what else is to be known', () => {
    const { html } = presentReport('daily')(message('unavailable', { ...FIGURES, code: 'UPSTREAM_UNAVAILABLE', since: '2027-03-17T05:55:00Z' }), context);
    expect(html.replaceAll('\u00a0', ' ').split('\n')).toEqual(UNAVAILABLE[locale]);
  });

  test.each(['UPSTREAM_UNAVAILABLE', 'TOOL_TIMEOUT', 'UPSTREAM_AUTH', 'UPSTREAM_CONTRACT', 'CONFIG_MISMATCH', 'UPSTREAM_NOT_CONFIGURED', 'TOOL_EXECUTION_FAILED'])('the reason %s has words, and the demo shop its mark', (code) => {
    const { html, buttons } = presentReport('weekly')(message('unavailable', { slot: '2027-W11', late_minutes: 0, unknown_on: null, reasons: [], incidents: [], skipped: [], failing: [], code, since: '2027-03-17T05:55:00Z' }, 'DEMO'), context);
    expect(html).toMatch(/DEMO/);
    expect(html.length).toBeLessThan(400);
    expect(buttons?.flat().map(({ data }) => data)).toEqual(['ui:focus:burn', 'ui:focus:money', 'ui:focus:stock', 'tpl:run:RPT_TOP_PRODUCTS_7D', 'tpl:run:FRC_REORDER_PLAN']);
  });

  test('an outage says since when, what it means and what waits; its end how long it was', () => {
    const outage = { cause: 'unreachable', since: '2027-03-17T10:00:00Z', kept: 0, is_again: false };
    const shown = [message('notice', { ...outage, kept: 2 }), message('notice', { ...outage, cause: 'auth', is_again: true }), message('recovery', { ...outage, duration_ms: 900_000 })];
    expect(shown.map((one) => presentUpstream(one, context).html.replaceAll('\u00a0', ' '))).toEqual(UPSTREAM[locale]);
  });

  test('an owner who comes back is told in one line what did not reach him', () => {
    const told = (skipped: object) => presentNotice(message('released', { since: '2027-03-15T10:00:00Z', skipped }), context).html.replaceAll('\u00a0', ' ');
    expect([told({ digest: 2, weekly: 1 }), told({})]).toEqual(RELEASED[locale]);
  });
});
