import type { NotifyMessage } from '@ownerbot/notifications';
import { aContext } from '../../fixtures/reply-context';
import { ownerNotifications } from '../owner-notifications';

type Kind = 'fx_delta' | 'fx_apply' | 'ops' | 'escalation';
const shown = (locale: 'ru' | 'en', kind: Kind, variant: string, figures: object): string[] => {
  const message: NotifyMessage = { dedupKey: 'k', severity: 'info', variant, figures: { ...figures }, asOf: null, provenance: null, mode: 'SIS_HTTP', isQuietAtNight: false };
  return ownerNotifications.presenters[kind](message, aContext({ locale })).html.replaceAll('\u00a0', ' ').split('\n');
};
const dataOf = (kind: Kind, variant: string, figures: object): string[] => {
  const message: NotifyMessage = { dedupKey: 'k', severity: 'info', variant, figures: { ...figures }, asOf: null, provenance: null, mode: 'DEMO', isQuietAtNight: false };
  return ownerNotifications.presenters[kind](message, aContext()).buttons?.flat().map(({ data }) => data) ?? [];
};

const MOVED = { pair: 'USD/EUR', before: '0.9200', since: '2027-03-17T08:00:00Z', after: '0.9224', percent: '0.26', provider: 'ecb', taken_at: '2027-03-18T09:00:00Z', applied: '0.9100', is_due: true, not_due: null };
const APPLY = { at: '2027-03-18T09:00:00Z', pair: 'USD/EUR', rate: '0.9224', percent: '0.26', count: 41, reason: null, min_percent: '0.5', cooldown_hours: 6, more: { count: 2, since: '2027-03-18T07:00:00Z' }, gap: { from: '2027-03-18T05:00:00Z', to: '2027-03-18T08:00:00Z' } };
const OPS = {
  signals: [
    { signal: 'payment', standing: 'new', count: 3, minimum: 1, hours: null, limit: null, oldest: '2027-03-17T08:00:00Z', examples: ['OB-7', 'OB-8'] },
    { signal: 'unanswered', standing: 'continuing', count: 40, minimum: 1, hours: 2, limit: null, oldest: null, examples: ['<b>Anna</b>'] },
  ],
  unknown: ['errors', 'low_stock'],
};
const ESC = {
  incidents: [
    { incident_id: 'i1', cause: 'stuck_orders_severe', since: '2027-03-18T08:00:00Z', first: { count: 3 }, now: { count: 5, examples: ['OB-7'] }, repeat: 1, of: 3 },
    { incident_id: 'i2', cause: 'unanswered_chats_severe', since: '2027-03-18T07:00:00Z', first: { count: 5 }, now: { count: 6, hours: 6, all: 60 }, repeat: 0, of: 3 },
    { incident_id: 'i3', cause: 'fx_failed', since: '2027-03-18T07:00:00Z', first: { at: 'x' }, now: { at: 'x' }, repeat: 0, of: 3 },
  ],
};
const OVER = { cause: 'stuck_orders_severe', since: '2027-03-18T08:00:00Z', closed_at: '2027-03-18T13:05:00Z' };

const CASES: readonly (readonly [kind: Kind, variant: string, figures: object, ru: readonly string[], en: readonly string[]])[] = [
  [
    'fx_delta', 'moved', MOVED,
    [
      '<b>Курс USD → EUR: 0,92 → 0,9224 (+0,26 %)</b>',
      '',
      'Сравнение с курсом от 17.03, 09:00. Источник ECB, курс взят 18.03, 10:00.',
      'В ценах 0,91: обновление готово.',
    ],
    [
      '<b>Rate USD → EUR: 0.92 → 0.9224 (+0.26%)</b>',
      '',
      'Compared with the rate of 17 Mar, 09:00. Source ECB, taken at 18 Mar, 10:00.',
      'In prices 0.91: an update is ready.',
    ],
  ],
  [
    'fx_apply', 'applied', { ...APPLY, more: null, gap: null },
    [
      '<b>Цены пересчитаны по курсу USD → EUR · 18.03, 10:00</b>',
      '',
      'Изменена 41 цена, курс 0,9224 (+0,26 %).',
    ],
    [
      '<b>Prices were recalculated at USD → EUR · 18 Mar, 10:00</b>',
      '',
      '41 prices changed, rate 0.9224 (+0.26%).',
    ],
  ],
  [
    'fx_apply', 'noop', { ...APPLY, reason: 'RATE_DELTA_BELOW_MIN', more: null },
    [
      '<b>Цены по курсу USD → EUR не менялись · 18.03, 10:00</b>',
      '',
      'Курс изменился на +0,26 %, порог 0,5 %.',
      '',
      'Между 18.03, 06:00 и 18.03, 09:00 OwnerBot не смотрел: могли быть и другие пересчёты.',
    ],
    [
      '<b>Prices at USD → EUR were left as they are · 18 Mar, 10:00</b>',
      '',
      'The rate moved by +0.26%, the limit is 0.5%.',
      '',
      'OwnerBot was not looking between 18 Mar, 06:00 and 18 Mar, 09:00: there may have been others.',
    ],
  ],
  [
    'fx_apply', 'failed', APPLY,
    [
      '<b>Пересчёт цен по курсу USD → EUR не удался · 18.03, 10:00</b>',
      '',
      'Магазин начал пересчёт и не закончил его: цены остались прежними или изменились не все. Посмотрите состояние курса.',
      '',
      'С 18.03, 08:00 так было ещё 2 раза.',
      'Между 18.03, 06:00 и 18.03, 09:00 OwnerBot не смотрел: могли быть и другие пересчёты.',
    ],
    [
      '<b>Recalculating prices at USD → EUR failed · 18 Mar, 10:00</b>',
      '',
      'The shop began to recalculate and did not finish: prices are as before, or not all of them have changed. Look at the state of the rate.',
      '',
      'The same happened 2 more times since 18 Mar, 08:00.',
      'OwnerBot was not looking between 18 Mar, 06:00 and 18 Mar, 09:00: there may have been others.',
    ],
  ],
  [
    'ops', 'raised', OPS,
    [
      '<b>Магазину нужны руки</b>',
      '',
      '🔴 Проблемы с оплатой: 3 (порог 1)',
      'Самый старый случай: 17.03, 09:00',
      'Например: OB-7, OB-8',
      '',
      '• Чаты без ответа, дольше 2 ч: 40 (порог 1)',
      'Например: &lt;b&gt;Anna&lt;/b&gt;',
      '',
      'Не удалось проверить: ошибки бота, заканчиваются товары.',
    ],
    [
      '<b>The shop needs a hand</b>',
      '',
      '🔴 Payment problems: 3 (limit 1)',
      'Oldest case: 17 Mar, 09:00',
      'For example: OB-7, OB-8',
      '',
      '• Unanswered chats, over 2 h: 40 (limit 1)',
      'For example: &lt;b&gt;Anna&lt;/b&gt;',
      '',
      'Could not be checked: bot errors, low stock.',
    ],
  ],
  [
    'escalation', 'repeat', ESC,
    [
      '<b>Всё ещё не решено</b>',
      '',
      '⚠️ Заказы зависли — с 18.03, 09:00',
      'Сейчас 5, в начале было 3.',
      'Например: OB-7',
      'Напоминание 1 из 3.',
      '',
      '⚠️ Чаты долго без ответа — с 18.03, 08:00',
      'Дольше 6 ч ждут 6 из 60, в начале было 5.',
      '',
      '⚠️ Пересчёт цен не удался — с 18.03, 08:00',
    ],
    [
      '<b>Still unsolved</b>',
      '',
      '⚠️ Orders are stuck — since 18 Mar, 09:00',
      '5 now, 3 at the beginning.',
      'For example: OB-7',
      'Reminder 1 of 3.',
      '',
      '⚠️ Chats wait too long — since 18 Mar, 08:00',
      '6 of 60 unanswered wait over 6 h, 5 at the beginning.',
      '',
      '⚠️ Repricing failed — since 18 Mar, 08:00',
    ],
  ],
  [
    'escalation', 'over', OVER,
    [
      '<b>Заказы больше не зависают</b>',
      '',
      'Началось 18.03, 09:00, длилось 5 ч.',
    ],
    [
      '<b>Orders are no longer stuck</b>',
      '',
      'Began 18 Mar, 09:00, lasted 5 h.',
    ],
  ],
];

test.each(CASES)('%s, %s: what has happened, with its figures and windows', (kind, variant, figures, ru, en) => {
  expect({ ru: shown('ru', kind, variant, figures), en: shown('en', kind, variant, figures) }).toEqual({ ru, en });
});

test('every message fits, in both languages', () => {
  for (const [kind, variant, figures] of CASES) for (const locale of ['ru', 'en'] as const) expect(shown(locale, kind, variant, figures).join('\n').length).toBeLessThan(1_500);
});

test('buttons read, or ask for a preview; each incident has its own', () => {
  expect(dataOf('fx_delta', 'moved', MOVED)).toEqual(['tpl:run:PRC_FX_STATUS', 'tpl:run:PRC_FX_AUTO']);
  expect(dataOf('fx_delta', 'moved', { ...MOVED, is_due: false, not_due: 'COOLDOWN' })).toEqual(['tpl:run:PRC_FX_STATUS']);
  expect(dataOf('fx_apply', 'applied', APPLY)).toEqual(['tpl:run:PRC_FX_STATUS', 'tpl:run:PRC_FX_ROLLBACK']);
  expect(dataOf('ops', 'raised', OPS)).toEqual(['tpl:run:ORD_PAYMENT_ISSUES', 'tpl:run:TEAM_UNANSWERED_N', 'tpl:run:BIZ_OPS_DASHBOARD_PDF']);
  expect(dataOf('escalation', 'repeat', ESC).map((data) => data.replace(/^go:[^:]+:/, 'go:'))).toEqual(['go:0', 'go:1', 'go:2', 'go:3', 'go:4', 'tpl:run:ORD_STUCK_LIST', 'tpl:run:TEAM_UNANSWERED_6H', 'tpl:run:PRC_FX_STATUS', 'tpl:run:TEAM_PING_MANAGER']);
  expect(dataOf('escalation', 'over', OVER)).toEqual([]);
});
