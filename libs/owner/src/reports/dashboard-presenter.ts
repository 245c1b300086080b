import type { ReplyButton, ReplyContext, ToolPresenter } from '@ownerbot/conversation';
import { templateButton } from '../replies/buttons';
import { presenter } from '../replies/answer';
import type { DashboardData, ReportKind } from '../tools/dashboards/dashboard-fields';
import type { TemplateId } from '../templates';
import { reportLines } from './report-text';
import { reportView } from './report-view';
import { checklist } from './words/checklist';
import { reportTitle } from './words/report-title';

/** The text of a report: its figures in short lines, with notes and provenance. It goes out at once, with or without a file. */
export function dashboardPresenter(kind: ReportKind): ToolPresenter {
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

const MOST_TODOS = 4;

function buttonsOf(kind: ReportKind, view: ReturnType<typeof reportView>, context: ReplyContext): readonly (readonly ReplyButton[])[] {
  const rows: readonly (readonly TemplateId[])[] = kind === 'ops' ? pairs([...new Set(checklist(view).map(({ template }) => template))].slice(0, MOST_TODOS)) : [['ORD_ATTENTION', 'PRD_INVENTORY_STATUS']];
  return rows.map((row) => row.map((id) => templateButton(context, id)));
}

function pairs<T>(all: readonly T[]): readonly (readonly T[])[] {
  return all.length === 0 ? [] : [all.slice(0, 2), ...pairs(all.slice(2))];
}
