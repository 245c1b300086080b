import { aContext } from '../../fixtures/reply-context';
import { kpiToday, kpiYesterday, provenance, warning } from '../../fixtures/responses';
import { aRun, lines, showAnswer } from '../../fixtures/show-reply';
import { kpiPresenter } from './presenter';

test('yesterday in Russian', () => {
  expect(showAnswer(kpiPresenter, kpiYesterday())).toBe(
    lines(
      'DEMO · <b>KPI за~вчера, 17.03</b>',
      '',
      '💰 Выручка: <b>1~170,90~€</b>',
      'До~скидок: 1~191,00~€',
      '🧾 Оплачено заказов: <b>14</b>, создано: 20',
      'Средний чек: 83,64~€',
      'Продано штук: 25',
      'Возвраты: 1 на~144,00~€',
      '',
      '📊 К~16.03: выручка +23,51~%, оплаченные заказы +16,67~%, средний чек +5,87~%',
      '',
      '<i>Источник: демо-магазин · 17.03 · данные на~12:00</i>',
      '',
      '[KPI сегодня] [KPI 7 дней] [KPI 30 дней]',
      '[Тренд 30 дней]',
    ),
  );
});

test('today so far in English: no comparison, and that is said once', () => {
  expect(showAnswer(kpiPresenter, kpiToday(), {}, aContext({ locale: 'en' }))).toBe(
    lines(
      'DEMO · <b>KPI for today, 18~Mar</b>',
      '',
      '⏳ The day is still going on: these figures grow, and there is nothing to compare them with yet.',
      '',
      '💰 Revenue: <b>€159.00</b>',
      '🧾 Orders paid: <b>3</b>, created: 6',
      'Average order: €53.00',
      'Pieces sold: 4',
      'No refunds',
      '',
      'Quality: medium · data · 1 remark',
      '<i>Source: demo shop · 18~Mar · data as of 12:00</i>',
      '',
      '[KPI yesterday] [KPI 7 days] [KPI 30 days]',
      '[Trend 30 days]',
    ),
  );
});

test('a real shop has no mark, and its zone is named where it is not the owner’s', () => {
  const shown = showAnswer(
    kpiPresenter,
    kpiYesterday({ response: { mode: 'SIS_HTTP', provenance: provenance({ from: '2027-03-17', to: '2027-03-17', granularity: 'total', timezone: 'Europe/Kyiv' }, { sources: ['sis:/ownerbot/v1/kpi/summary', 'sis:/x'] }) } }),
  );
  expect(shown).toMatch(/^<b>KPI за~вчера/);
  expect(shown).toContain('<i>Источник: SIS · 17.03 · Europe/Kyiv · данные на~12:00</i>');
});

test('a week with today says what is compared with what', () => {
  const basis = { days: 6, a: { from: '2027-03-12', to: '2027-03-17' }, b: { from: '2027-03-05', to: '2027-03-10' } };
  const shown = showAnswer(kpiPresenter, kpiYesterday({ data: { period: { preset: '7d', from: '2027-03-12', to: '2027-03-18', days: 7 }, delta_basis: basis } }));
  expect(shown).toContain('<b>KPI за~7~дней, 12–18.03</b>');
  expect(shown).toContain('📊 12–17.03 к~05–10.03: выручка');
});

test('nothing sold and nothing known are two things', () => {
  const nothing = { response: { warnings: [warning('NO_DATA')] }, data: { change: undefined, delta_basis: null } };
  expect(showAnswer(kpiPresenter, kpiYesterday(nothing))).toContain('За~это время нет ни~продаж, ни~заказов.');
  const unknown = provenance({ from: '2026-03-01', to: '2026-03-08', granularity: 'total' }, { completeness: { status: 'partial', missing_days: ['01', '02', '03', '04', '05', '06', '07', '08'].map((day) => `2026-03-${day}`), in_progress_day: null, notes: [] } });
  const shown = showAnswer(kpiPresenter, kpiYesterday({ ...nothing, response: { ...nothing.response, provenance: unknown } }));
  expect(shown).toContain('За~эти дни у~магазина нет данных.');
  expect(shown).toContain('неполные данные: нет 8 дней');
});

test('a zero base and stale data are told, without the names of codes', () => {
  const shown = showAnswer(kpiPresenter, kpiYesterday({ response: { warnings: [warning('PREV_WINDOW_ZERO'), warning('STALE_DATA'), warning('NEW_ONE')], provenance: provenance({ from: '2027-03-17', to: '2027-03-17', granularity: 'total' }, { as_of: '2027-03-18T09:00:00Z' }) } }));
  expect(shown).toContain('⚠️ Предыдущий период нулевой: процент считать не от чего.\n⚠️ Данные магазина давно не обновлялись.\n⚠️ Замечание магазина: NEW_ONE.');
  expect(shown).toContain('данные на~10:00, им~уже 2~ч');
});

test('the progress message names the work and the dates', () => {
  expect(kpiPresenter.progress(aRun('kpi_snapshot', { period: { preset: '7d' } }), aContext()).replaceAll('\u00a0', ' ')).toBe('Считаю выручку и заказы за 7 дней, 12–18.03…');
});
