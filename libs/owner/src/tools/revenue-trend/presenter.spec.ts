import { aContext } from '../../fixtures/reply-context';
import { provenance, trendOf, warning } from '../../fixtures/responses';
import { aRun, lines, showAnswer } from '../../fixtures/show-reply';
import { trendPresenter } from './presenter';

test('three days in Russian', () => {
  expect(showAnswer(trendPresenter, trendOf(['1200.00', '943.00', '1170.90']))).toBe(
    lines(
      'DEMO · <b>Динамика за~3~дня, 15–17.03</b>',
      '',
      '💰 Выручка: <b>3~313,90~€</b>',
      '📊 К~12–14.03: −3~%',
      '🧾 Оплачено заказов: 33, средний чек: 100,42~€',
      '',
      'Лучший день: пн~15.03, 1~200,00~€',
      'Худший день: вт~16.03, 943,00~€',
      '',
      'пн~15.03~— <b>1~200,00~€</b>, 10~заказов',
      'вт~16.03~— <b>943,00~€</b>, 11~заказов',
      'ср~17.03~— <b>1~170,90~€</b>, 12~заказов',
      '',
      '<i>Источник: демо-магазин · 15–17.03 по дням · данные на~12:00</i>',
      '',
      '[KPI 7 дней] [KPI 30 дней]',
    ),
  );
});

test('a month is told by weeks whose sums are exact', () => {
  const shown = showAnswer(trendPresenter, trendOf(Array.from({ length: 30 }, () => '0.10')), {}, aContext({ locale: 'en' }));
  expect(shown).toContain(
    lines('16–21~Feb~— <b>€0.60</b>, 75~orders', '22–28~Feb~— <b>€0.70</b>, 133~orders', '1–7~Mar~— <b>€0.70</b>, 182~orders', '8–14~Mar~— <b>€0.70</b>, 231~orders', '15–17~Mar~— <b>€0.30</b>, 114~orders'),
  );
});

test('a day that is still going on is never the worst', () => {
  const origin = provenance({ from: '2027-03-15', to: '2027-03-17', granularity: 'day' }, { completeness: { status: 'complete', missing_days: [], in_progress_day: '2027-03-17', notes: [] } });
  const shown = showAnswer(trendPresenter, trendOf(['1200.00', '943.00', '1.00'], { response: { provenance: origin } }));
  expect(shown).toContain('Худший день: вт~16.03');
  expect(shown).toContain('⏳ День ещё идёт, цифры растут.');
});

test('without a base the change is left out and the warning says why', () => {
  const shown = showAnswer(trendPresenter, trendOf(['1.00', '2.00', '3.00'], { data: { delta_basis: null, delta_vs_prev_window: { revenue_gross_pct: null, revenue_net_pct: null, orders_paid_pct: null } }, response: { warnings: [warning('PREV_WINDOW_MISSING')] } }));
  expect(shown).not.toContain('📊');
  expect(shown).toContain('⚠️ За предыдущий период данных не хватает, поэтому сравнения нет.');
});

test('nothing sold', () => {
  const shown = showAnswer(trendPresenter, trendOf(['0.00'], { response: { warnings: [warning('NO_DATA'), warning('INSUFFICIENT_DATA')] } }));
  expect(shown).toContain('За~это время нет ни~продаж, ни~заказов.\n\nКачество: низкое · данные · 2~замечания\n<i>Источник');
});

test('the progress message counts the days', () => {
  const context = aContext();
  expect(trendPresenter.progress(aRun('revenue_trend', { days: 21 }), context)).toBe('Собираю продажи по\u00a0дням за\u00a021\u00a0день…');
  expect(trendPresenter.progress(aRun('revenue_trend', { period: { preset: 'last_month' } }), context)).toBe('Собираю продажи по\u00a0дням за\u00a0прошлый месяц, 01–28.02…');
});
