import type { ReplyButton, ReplyContext, ToolPresenter } from '@ownerbot/conversation';
import { templateButton } from '../replies/buttons';
import { presenter } from '../replies/answer';
import type { DashboardData, ReportKind } from '../tools/dashboards/dashboard-fields';
import type { TemplateId } from '../templates';
import { reportFile } from './report-file';
import { reportLines } from './report-text';
import { reportView } from './report-view';
import { checklist } from './words/checklist';
import { reportTitle } from './words/report-title';

/** A report: its text at once, and a picture or a document of the same figures where one was asked for. */
export function dashboardPresenter(kind: ReportKind): ToolPresenter {
  const text = textPresenter(kind);
  return {
    progress: (run, context) => text.progress(run, context),
    answer(response, context, run) {
      const reply = text.answer(response, context, run);
      const file = reportFile(response, context, run.presentation === 'weekly_pdf' ? 'pdf' : undefined);
      return file === null ? reply : { ...reply, file };
    },
  };
}

/** The text of a report: its figures in short lines, with notes and provenance. */
function textPresenter(kind: ReportKind): ToolPresenter {
  return presenter<DashboardData>({
    progress: (_run, { texts }) => texts.html('dash.progress', { report: kind }),
    body(response, context) {
      const view = reportView(response, context);
      const { sections, notes } = reportLines(view, response);
      const { texts } = context;
      const html = (line: string): string => texts.html('dash.line', { line });
      return {
        headline: html(reportTitle(view)),
        sections: [...sections.map((lines) => lines.map(html)), notes.map((note) => texts.html('report.note', { note }))],
        toldWarnings: response.warnings.map(({ code }) => code),
        buttons: buttonsOf(kind, view, context),
      };
    },
  });
}

const MOST_STEPS = 4;

/** The same report as a file. */
const IN_A_FILE: Readonly<Record<ReportKind, readonly TemplateId[]>> = { daily: ['BIZ_DASHBOARD_DAILY_PNG', 'BIZ_DASHBOARD_DAILY_PDF'], weekly: ['BIZ_DASHBOARD_WEEKLY_PDF'], ops: ['BIZ_OPS_DASHBOARD_PDF'] };

function buttonsOf(kind: ReportKind, view: ReturnType<typeof reportView>, context: ReplyContext): readonly (readonly ReplyButton[])[] {
  const steps = kind === 'ops' ? pairs([...new Set(checklist(view).map(({ template }) => template))].slice(0, MOST_STEPS)) : [['ORD_ATTENTION', 'PRD_INVENTORY_STATUS'] as const];
  const rows = [...steps, ...(view.data.format === 'text' ? [IN_A_FILE[kind]] : [])];
  return rows.map((row) => row.map((id) => templateButton(context, id)));
}

function pairs<T>(all: readonly T[]): readonly (readonly T[])[] {
  return all.length === 0 ? [] : [all.slice(0, 2), ...pairs(all.slice(2))];
}
