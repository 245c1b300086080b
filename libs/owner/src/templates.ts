/**
 * The ready-made requests that buttons, commands and phrases lead to. Ids, tools and payloads are those of the template catalogue
 * (spec/templates.md section 7); the files of the template engine will take this table's place.
 */
export type ToolRequest = { tool: string; payload: Readonly<Record<string, unknown>> };

const kpi = (preset: string): ToolRequest => ({ tool: 'kpi_snapshot', payload: { period: { preset } } });
const orders = (payload: Record<string, unknown>): ToolRequest => ({ tool: 'orders_search', payload });

export const TEMPLATES = {
  RPT_KPI_TODAY: kpi('today'),
  RPT_KPI_YESTERDAY: kpi('yesterday'),
  RPT_KPI_7D: kpi('7d'),
  RPT_KPI_30D: kpi('30d'),
  RPT_REVENUE_TREND_30D: { tool: 'revenue_trend', payload: { period: { preset: '30d' } } },
  ORD_FIND_RECENT: orders({ limit: 20 }),
  ORD_STUCK_LIST: orders({ preset: 'stuck', limit: 50 }),
  ORD_AWAITING_PAYMENT: orders({ preset: 'awaiting_payment', limit: 50 }),
  ORD_LATE_SHIP: orders({ preset: 'late_ship', limit: 50 }),
  ORD_PAYMENT_ISSUES: orders({ preset: 'payment_issues', limit: 50 }),
  ORD_ATTENTION: orders({ preset: 'attention', limit: 50 }),
  ORD_FLAGGED_LIST: orders({ flagged: true, limit: 50 }),
} as const satisfies Record<string, ToolRequest>;

export type TemplateId = keyof typeof TEMPLATES;

export function isTemplateId(id: string): id is TemplateId {
  return Object.hasOwn(TEMPLATES, id);
}
