/** Word forms of the period grammar. Whole forms only: short stems collide. */
export const oneOf = (...forms: string[]): ReadonlySet<string> => new Set(forms.flatMap((form) => form.split(' ')));

export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'halfYear' | 'year';
const UNIT_FORMS: Record<Unit, string> = {
  day: 'день дня дней дню дни дн d day days',
  week: 'неделя недели недель неделю неделе неделей недельку нед w week weeks',
  month: 'месяц месяца месяцев месяце месяцу месяцы мес m month months',
  quarter: 'квартал квартала кварталов квартале quarter quarters',
  halfYear: 'полгода полугодие полугодия',
  year: 'год года году лет year years',
};
export const UNITS = new Map<string, Unit>(
  (Object.keys(UNIT_FORMS) as Unit[]).flatMap((unit) => UNIT_FORMS[unit].split(' ').map((form) => [form, unit] as const)),
);

const MONTH_FORMS = [
  'январь января январе january jan', 'февраль февраля феврале february feb', 'март марта марте march mar', 'апрель апреля апреле april apr',
  'май мая мае may', 'июнь июня июне june jun', 'июль июля июле july jul', 'август августа августе august aug',
  'сентябрь сентября сентябре september sep sept', 'октябрь октября октябре october oct', 'ноябрь ноября ноябре november nov',
  'декабрь декабря декабре december dec',
];
export const MONTHS = new Map(MONTH_FORMS.flatMap((forms, at) => forms.split(' ').map((form) => [form, at + 1] as const)));

const WEEKDAY_FORMS = [
  'понедельник понедельника понедельнику пн monday mon', 'вторник вторника вторнику вт tuesday tue', 'среда среду среды среде ср wednesday wed',
  'четверг четверга четвергу чт thursday thu', 'пятница пятницу пятницы пятнице пт friday fri', 'суббота субботу субботы субботе сб saturday sat',
  'воскресенье воскресенья воскресенью вс sunday sun',
];
export const WEEKDAYS = new Map(WEEKDAY_FORMS.flatMap((forms, at) => forms.split(' ').map((form) => [form, at + 1] as const)));

export const TODAY = oneOf('сегодня сегодняшний сегодняшнего сегодняшнюю today');
export const YESTERDAY = oneOf('вчера вчерашний вчерашнего вчерашнюю вчерашняя вчерашние вчерашней yesterday');
export const BEFORE_YESTERDAY = oneOf('позавчера позавчерашний');
export const TOMORROW = oneOf('завтра послезавтра завтрашний tomorrow');
/** Stand before a period and belong to it. */
export const LEADERS = oneOf('за на в во на об о к ко по с со от in on for over during of the a an at from since');
export const ROLLING = oneOf('последний последние последних последнюю последняя последнего последней последнее past trailing крайние крайних');
export const PREVIOUS = oneOf('прошлый прошлая прошлую прошлой прошлого прошлое прошлом прошлые прошлых прошедший прошедшую прошедшей прошедшая прошедшего предыдущий предыдущую предыдущая предыдущей предыдущего last previous');
export const CURRENT = oneOf('этот эта эту этой этого этом текущий текущая текущую текущей текущего текущем this current');
export const NEXT = oneOf('следующий следующая следующую следующей следующего следующем будущий будущую будущей будущем ближайшие ближайших next coming upcoming');
export const WEEKEND = oneOf('выходные выходных weekend');
export const SINCE = oneOf('с со от from since starting');
export const UNTIL = oneOf('по до to till until through');
export const BEGINNING = oneOf('начала beginning start');
export const DAY_OF_MONTH = oneOf('числа число числу');
export const YEAR_WORDS = oneOf('год года году г');

export const QUARTER = oneOf('квартал квартала квартале quarter');
export const QUARTER_ORDINALS = new Map(
  ['первый первого первом first q1 1-й', 'второй второго втором second q2 2-й', 'третий третьего третьем third q3 3-й', 'четвертый четвертого четвертом fourth q4 4-й'].flatMap((forms, at) =>
    forms.split(' ').map((form) => [form, at + 1] as const),
  ),
);
