import type { ShopMode } from '@ownerbot/shop';
import type { AskedWindow, FieldsClass, LocalNow, OwnToolDefinition, ToolContext } from '@ownerbot/tools';
import { ownRead } from '../read-tool';
import { DashboardData, type ReportFormat, type ReportKind } from './dashboard-fields';
import { judgeParts } from './parts/judge-parts';
import { readParts, type ReportPart } from './parts/part';
import { figuresIn, type Figures } from './parts/figures';
import { reportProvenance, reportWarnings } from './parts/report-provenance';
import { snapshotCounts } from './parts/snapshot-counts';

interface DashboardPayload {
  readonly format: ReportFormat;
  readonly tz?: string;
}

interface Dashboard<Payload extends DashboardPayload> {
  readonly kind: ReportKind;
  readonly payload: FieldsClass<Payload>;
  readonly auditFields: readonly string[];
  /** The tool may be asked as "the weekly PDF". */
  readonly isWeeklyPdf?: boolean;
  window?(payload: Payload, at: LocalNow): AskedWindow | null;
  parts(payload: Payload, context: ToolContext, timezone: string): Promise<Planned> | Planned;
}

interface Planned {
  readonly parts: readonly ReportPart[];
  /** What the report holds beside the figures of its parts. */
  readonly more?: (figures: Figures) => Partial<Pick<DashboardData, 'week' | 'limits'>>;
}

/** A report out of several reads. It asks the shop through them alone, each by the whole way of a request, so it works in every mode. */
export function dashboardTool<Payload extends DashboardPayload>({ kind, payload, auditFields, isWeeklyPdf = false, window, parts }: Dashboard<Payload>): OwnToolDefinition<Payload, DashboardData> {
  return ownRead<Payload, DashboardData>({
    name: `biz_dashboard_${kind}`,
    version: '1.1',
    group: 'reports',
    payload,
    output: DashboardData,
    timeClass: 'composite',
    presentations: ['text', 'json_file', ...(isWeeklyPdf ? (['weekly_pdf'] as const) : [])],
    auditFields: ['format', 'tz', ...auditFields],
    ...(window === undefined ? {} : { window }),
    async handle(asked, context) {
      const timezone = asked.tz ?? context.timezone;
      const planned = await parts(asked, context, timezone);
      const answers = await readParts(planned.parts, context, timezone);
      const { states, answered, mode } = judgeParts(answers, context.mode);
      const blocks = answered.map(({ part: { code }, figures }) => ({ code, figures }));
      const figures = figuresIn(blocks);
      return {
        data: {
          report: kind, format: asked.format, timezone, currency: context.tenant.currency, message: { blocks }, snapshot_counts: snapshotCounts(figures), parts: states,
          ...planned.more?.(figures),
        },
        provenance: reportProvenance(states, answered, { now: context.now, timezone, window: context.window }),
        warnings: reportWarnings(states),
        ...changedMode(mode, context.mode),
      };
    },
  });
}

function changedMode(mode: ShopMode, asked: ShopMode): { mode?: ShopMode } {
  return mode === asked ? {} : { mode };
}
