import type { VerifiedResponse } from '../replies/answer';
import type { DashboardData, ReportKind } from '../tools/dashboards/dashboard-fields';
import type { ReportView } from './report-view';
import { checklist, todoLine } from './words/checklist';
import { bestDayLine, compareLine, todayLine, yesterdayLine } from './words/figure-lines';
import { noteLines, someNotes } from './words/notes';
import { signalLines } from './words/signals';
import { errorsLine, ordersLine, queueLine, rateLine, stockLine } from './words/state-lines';
import { sellersLine, weekFigureLines, weekSentence } from './words/weekly-lines';

const MOST_NOTES = 5;

/** The sections of a report as text. Plain lines; nothing is a table, so that a phone can show it. */
export function reportLines(view: ReportView, { warnings }: Pick<VerifiedResponse<DashboardData>, 'warnings'>): { readonly sections: readonly (readonly string[])[]; readonly notes: readonly string[] } {
  return { sections: SECTIONS[view.data.report](view), notes: someNotes(noteLines(view, warnings), MOST_NOTES, view.context) };
}

const SECTIONS: Readonly<Record<ReportKind, (view: ReportView) => readonly (readonly string[])[]>> = {
  daily: (view) => [
    [yesterdayLine, todayLine, compareLine, ordersLine, queueLine, stockLine].flatMap((line) => line(view)).concat((view.figures('errors')?.total ?? 0) > 0 ? errorsLine(view) : [], rateLine(view)),
    bestDayLine(view),
  ],
  weekly: (view) => [weekSentence(view), weekFigureLines(view), [sellersLine, ordersLine, queueLine, errorsLine].flatMap((line) => line(view))],
  ops: (view) => [signalLines(view), todoLines(view), [queueLine, errorsLine, stockLine, rateLine].flatMap((line) => line(view))],
};

function todoLines(view: ReportView): string[] {
  const todos = checklist(view);
  return todos.length === 0 ? [] : [view.context.texts.text('dash.todo.title'), ...todos.map((todo, at) => `${at + 1}. ${todoLine(todo, view)}`)];
}
