import type { ReportView } from '../report-view';

/** The name of a report with its day, its moment, or its weeks. Plain text. */
export function reportTitle({ data, today, part, context: { texts, formats, now } }: ReportView): string {
  return texts.text('dash.title', { report: data.report, when: when() });

  function when(): string {
    const { week } = data;
    if (week !== undefined) return texts.text('dash.weeks', { week: formats.range(week.days.from, week.days.to), before: formats.range(week.before.from, week.before.to) });
    const day = formats.dayOfWeek(today);
    return data.report === 'daily' ? day : `${day}, ${formats.time(part('errors')?.as_of ?? now.toISOString())}`;
  }
}
