import fc from 'fast-check';
import { resolvePeriod } from '@ownerbot/tools';
import { type CalendarDay, dayOf, isoDay, today } from './calendar';
import { findPeriods } from './find-periods';
import type { Period } from './period';
import { wordsOf } from '../text/words';

const daysOf = (period: Period, now: CalendarDay) => resolvePeriod(period, { now: now.plus({ hours: 12 }).toJSDate(), timezone: 'UTC' });

/** Thursday. */
const THURSDAY = today(new Date('2027-03-18T11:00:00Z'), 'Europe/Berlin');
const meaning = (text: string, now = THURSDAY): string => {
  const found = findPeriods(wordsOf(text), now);
  return found
    .map((one) => {
      if ('refusal' in one) return one.refusal;
      return one.period.preset === 'custom' ? `${one.period.from}..${one.period.to}` : one.period.preset;
    })
    .join(' + ');
};

test.each([
  ['сегодня', 'today'], ['за сегодня', 'today'], ['сегодняшний день', 'today'], ['за вчера', 'yesterday'], ['вчерашний день', 'yesterday'],
  ['позавчера', '2027-03-16..2027-03-16'], ['the day before yesterday', '2027-03-16..2027-03-16'], ['today', 'today'], ['yesterday', 'yesterday'],
  ['15 марта', '2027-03-15..2027-03-15'], ['15.03', '2027-03-15..2027-03-15'], ['15.03.2026', '2026-03-15..2026-03-15'], ['15.03.26', '2026-03-15..2026-03-15'],
  ['2027-03-01', '2027-03-01..2027-03-01'], ['15-го марта', '2027-03-15..2027-03-15'], ['за 1-й квартал', '2027-01-01..2027-03-18'], ['15th of March', '2027-03-15..2027-03-15'], ['March 15', '2027-03-15..2027-03-15'],
  ['пятнадцатое марта', '2027-03-15..2027-03-15'], ['двадцать пятого февраля', '2027-02-25..2027-02-25'], ['20 марта', '2026-03-20..2026-03-20'],
  ['29 февраля', '2024-02-29..2024-02-29'], ['5 числа', '2027-03-05..2027-03-05'], ['31 числа', '2027-01-31..2027-01-31'],
  ['в понедельник', '2027-03-15..2027-03-15'], ['в четверг', '2027-03-18..2027-03-18'], ['в прошлый четверг', '2027-03-11..2027-03-11'],
  ['last Friday', '2027-03-12..2027-03-12'], ['on Monday', '2027-03-15..2027-03-15'], ['за выходные', '2027-03-13..2027-03-14'], ['last weekend', '2027-03-13..2027-03-14'],
  ['за неделю', '7d'], ['за 7 дней', '7d'], ['последнюю неделю', '7d'], ['for a week', '7d'], ['the last 7 days', '7d'], ['past week', '7d'], ['7d', '7d'], ['за семь дней', '7d'],
  ['за месяц', '30d'], ['за 30 дней', '30d'], ['за квартал', '90d'], ['за 90 дней', '90d'], ['last 30 days', '30d'],
  ['за последние 14 дней', '2027-03-05..2027-03-18'], ['за две недели', '2027-03-05..2027-03-18'], ['14d', '2027-03-05..2027-03-18'], ['2w', '2027-03-05..2027-03-18'],
  ['за два месяца', '2027-01-19..2027-03-18'], ['за полгода', '2026-09-19..2027-03-18'], ['за год', '2026-03-19..2027-03-18'], ['двадцать один день', '2027-02-26..2027-03-18'],
  ['на этой неделе', 'this_week'], ['с начала недели', 'this_week'], ['this week', 'this_week'], ['на прошлой неделе', 'last_week'], ['за прошлую неделю', 'last_week'], ['last week', 'last_week'],
  ['в этом месяце', 'this_month'], ['с начала месяца', 'this_month'], ['в прошлом месяце', 'last_month'], ['last month', 'last_month'], ['за прошлый день', 'yesterday'],
  ['в этом году', '2027-01-01..2027-03-18'], ['с начала года', '2027-01-01..2027-03-18'], ['за прошлый год', '2026-01-01..2026-12-31'], ['за прошлый квартал', '2026-10-01..2026-12-31'],
  ['в январе', '2027-01-01..2027-01-31'], ['за январь', '2027-01-01..2027-01-31'], ['за март', '2027-03-01..2027-03-18'], ['в апреле', '2026-04-01..2026-04-30'],
  ['в январе 2026', '2026-01-01..2026-01-31'], ['за декабрь 2026 года', '2026-12-01..2026-12-31'], ['in January', '2027-01-01..2027-01-31'],
  ['за 2026 год', '2026-01-01..2026-12-31'], ['за 2026', '2026-01-01..2026-12-31'], ['in 2027', '2027-01-01..2027-03-18'], ['за первый квартал', '2027-01-01..2027-03-18'], ['за 4 квартал', '2026-10-01..2026-12-31'], ['Q2 2026', '2026-04-01..2026-06-30'], ['for the third quarter of 2026', '2026-07-01..2026-09-30'],
  ['15-03-2027', '2027-03-15..2027-03-15'], ['15/03/2027', '2027-03-15..2027-03-15'], ['03/15/2027', '2027-03-15..2027-03-15'], ['15.03-17.03', '2027-03-15..2027-03-17'],
  ['с января по март', '2027-01-01..2027-03-18'], ['с декабря по январь', '2026-12-01..2027-01-31'],
  ['с 1 по 15 марта', '2027-03-01..2027-03-15'], ['1-15 марта', '2027-03-01..2027-03-15'], ['1–15 марта', '2027-03-01..2027-03-15'], ['с первого по пятое марта', '2027-03-01..2027-03-05'],
  ['15–20 мая 2026', '2026-05-15..2026-05-20'], ['с 28 декабря по 3 января', '2026-12-28..2027-01-03'], ['с 28 декабря 2025 по 3 января 2026', '2025-12-28..2026-01-03'],
  ['с 28 декабря по 3 января 2026', '2025-12-28..2026-01-03'], ['01.03–15.03', '2027-03-01..2027-03-15'], ['за 01.03–15.03', '2027-03-01..2027-03-15'], ['за период с 1 по 15 марта', '2027-03-01..2027-03-15'], ['01.03.2026 - 15.03.2026', '2026-03-01..2026-03-15'],
  ['from 1 to 15 March', '2027-03-01..2027-03-15'], ['March 1-15', '2027-03-01..2027-03-15'], ['between 1 and 5 March', '2027-03-01..2027-03-05'], ['2027-03-01 - 2027-03-05', '2027-03-01..2027-03-05'],
  ['с понедельника по среду', '2027-03-15..2027-03-17'], ['с пятницы по понедельник', '2027-03-12..2027-03-15'], ['с понедельника по пятницу', '2027-03-08..2027-03-12'], ['с понедельника по вчера', '2027-03-15..2027-03-17'],
  ['пн - ср', '2027-03-15..2027-03-17'], ['с позавчера по сегодня', '2027-03-16..2027-03-18'], ['between Monday and Wednesday', '2027-03-15..2027-03-17'], ['from Friday to today', '2027-03-12..2027-03-18'],
  ['с понедельника', '2027-03-15..2027-03-18'], ['с 5 числа', '2027-03-05..2027-03-18'], ['с 1 марта', '2027-03-01..2027-03-18'], ['since Friday', '2027-03-12..2027-03-18'],
])('%s means %s', (text, expected) => {
  expect(meaning(text)).toBe(expected);
});

test.each([
  ['завтра', 'future'], ['за 2030 год', 'future'], ['Q4 2027', 'future'], ['на следующую неделю', 'future'], ['next month', 'future'], ['ближайшие 7 дней', 'future'], ['15.03.2028', 'future'], ['в январе 2030', 'future'],
  ['с 10 по 25 марта', 'future'], ['за 400 дней', 'too_long'], ['за два года', 'too_long'], ['с 01.01.2025 по 01.03.2027', 'too_long'], ['за 999999999 дней', 'too_long'],
  ['31.02', 'no_such_day'], ['32 марта', 'no_such_day'], ['30 февраля', 'no_such_day'], ['с 15 по 1 марта', 'reversed'], ['за 0 дней', 'not_positive'],
])('%s is refused: %s', (text, reason) => {
  expect(meaning(text)).toBe(reason);
});

test.each(['заказ 1003', 'цена 49.90', 'май-ка', 'день рождения клуба'.slice(14), 'а', 'мартини', 'неделимый', '12', '1003', 'топ 5', 'на 5%', 'с OB-1003', '03/04/2027', '2026', 'd', 'w'])('%s holds no period', (text) => {
  expect(meaning(text)).toBe('');
});

test('two periods of a sentence are both found', () => {
  expect(meaning('эта неделя и прошлая неделя')).toBe('this_week + last_week');
});

const anyDay = fc.integer({ min: 0, max: 20_000 }).map((offset) => {
  const first = dayOf(2010, 1, 1);
  if (!first) throw new Error('unreachable');
  return first.plus({ days: offset });
});

test('N days are N days that end today, on every day of the calendar', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 366 }), (now, days) => {
      const [found] = findPeriods(wordsOf(`за ${days} дней`), now);
      if (!found || !('period' in found)) throw new Error('no period');
      const { from, to } = daysOf(found.period, now);
      expect(to).toBe(isoDay(now));
      expect(from).toBe(isoDay(now.minus({ days: days - 1 })));
    }),
  );
});

test('whatever is said, a period is ordered, not in the future and at most 366 days long', () => {
  const word = fc.constantFrom('с', 'по', 'за', 'в', 'до', '-', '1', '15', '31', '29', '366', 'марта', 'февраля', 'декабря', 'январь', '2026', '2027', '01.03', '30.12.2025', 'последние', 'прошлую', 'этой', 'дней', 'недель', 'месяца', 'года', 'понедельника', 'вчера', 'сегодня', 'начала', 'last', 'march', 'days', 'week');
  fc.assert(
    fc.property(anyDay, fc.array(word, { minLength: 1, maxLength: 8 }), (now, words) => {
      let last = 0;
      for (const found of findPeriods(words, now)) {
        expect(found.start).toBeGreaterThanOrEqual(last);
        expect(found.end).toBeGreaterThan(found.start);
        last = found.end;
        if (!('period' in found)) continue;
        const { from, to } = daysOf(found.period, now);
        expect(from <= to && to <= isoDay(now)).toBe(true);
        expect((Date.parse(to) - Date.parse(from)) / 86_400_000).toBeLessThan(366);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a written date is read back as that day, in Russian and in English', () => {
  const months = ['января', 'февраля', 'марта', 'апреля', 'мая', 'июня', 'июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'];
  fc.assert(
    fc.property(anyDay, (day) => {
      const now = day.plus({ years: 1 });
      for (const text of [`${day.day} ${months[day.month - 1]} ${day.year}`, day.toFormat('dd.MM.yyyy'), day.toFormat('yyyy-MM-dd'), day.setLocale('en').toFormat('MMMM d yyyy')]) {
        expect(meaning(text, now)).toBe(`${isoDay(day)}..${isoDay(day)}`);
      }
    }),
  );
});
