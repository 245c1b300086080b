import type { Reply, ReplyContext } from '@ownerbot/conversation';
import type { ToolResponse } from '@ownerbot/tools';
import { demoMark, provenanceLine } from '../replies/provenance';
import type { DashboardData, ReportFormat, ReportKind } from '../tools/dashboards/dashboard-fields';
import { dailyPicture } from './daily-picture';
import { reportDocument } from './document/report-document';
import { reportView } from './report-view';
import { reportTitle } from './words/report-title';

const NAMES: Readonly<Record<ReportKind, string>> = { daily: 'business_dashboard_daily', weekly: 'business_dashboard_weekly', ops: 'ops_report' };

/**
 * The file of a report, to be drawn from what stands in its text: a picture of the day, a document of any report. Null: text alone was asked for.
 * `format` counts in place of the one that the report was asked in.
 */
export function reportFile(response: ToolResponse, context: ReplyContext, format?: ReportFormat): NonNullable<Reply['file']> | null {
  const { provenance, mode } = response;
  if (provenance === null) throw new TypeError(`${response.tool}: a report without provenance is never drawn`);
  const data = response.data as DashboardData;
  const asked = format ?? data.format;
  if (asked === 'text') return null;
  const answer = { mode, provenance, warnings: response.warnings, correlation_id: response.correlation_id };
  const view = reportView({ data }, context);
  const type = asked === 'png' && data.report === 'daily' ? 'png' : 'pdf';
  const title = reportTitle(view);
  return {
    type,
    filename: `${mode === 'DEMO' ? 'DEMO_' : ''}${NAMES[data.report]}.${type}`,
    mime: type === 'png' ? 'image/png' : 'application/pdf',
    caption: [demoMark(context, mode, context.texts.html('picture.headline', { title })), provenanceLine(context, provenance)].join('\n'),
    model: type === 'png' ? dailyPicture(view, answer, context) : reportDocument(view, answer, context),
  };
}
