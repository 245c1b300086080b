/**
 * The ready-made requests that buttons, commands and phrases lead to. Ids, tools and payloads are those of the template catalogue
 * (spec/templates.md section 7); the files of the template engine will take this table's place.
 */
export type ToolRequest = { tool: string; payload: Readonly<Record<string, unknown>> };

const kpi = (preset: string): ToolRequest => ({ tool: 'kpi_snapshot', payload: { period: { preset } } });
const orders = (payload: Record<string, unknown>): ToolRequest => ({ tool: 'orders_search', payload });

const top = (payload: Record<string, unknown>): ToolRequest => ({ tool: 'top_products', payload });
const chats = (hours: number): ToolRequest => ({ tool: 'chats_unanswered', payload: { threshold_hours: hours, limit: 20 } });
const stock = (section: string): ToolRequest => ({ tool: 'inventory_status', payload: { section, limit: 50 } });

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
  ORD_HEALTH: { tool: 'orders_health', payload: {} },
  RPT_COMPARE_WOW: { tool: 'kpi_compare', payload: { preset: 'wow' } },
  RPT_COMPARE_MOM: { tool: 'kpi_compare', payload: { preset: 'mom' } },
  RPT_TOP_PRODUCTS_7D: top({ period: { preset: '7d' }, metric: 'revenue' }),
  RPT_TOP_PRODUCTS_QTY_7D: top({ period: { preset: '7d' }, metric: 'qty' }),
  RPT_BOTTOM_PRODUCTS_7D: top({ period: { preset: '7d' }, direction: 'bottom', include_zero: true }),
  RPT_TOP_CATEGORIES_30D: top({ period: { preset: '30d' }, group_by: 'category' }),
  RPT_FUNNEL_7D: { tool: 'funnel_snapshot', payload: { period: { preset: '7d' } } },
  RPT_REFUNDS_90D: { tool: 'refunds_anomalies', payload: { period: { preset: '90d' } } },
  RPT_TRUST_90D: { tool: 'truststack_signals', payload: { period: { preset: '90d' } } },
  RPT_UNANSWERED_CHATS_SUMMARY: chats(0),
  TEAM_UNANSWERED_2H: chats(2),
  TEAM_UNANSWERED_6H: chats(6),
  TEAM_QUEUE_SUMMARY: { tool: 'team_queue_summary', payload: {} },
  PRD_INVENTORY_STATUS: { tool: 'inventory_status', payload: { section: 'all', limit: 20 } },
  PRD_NO_PHOTO: stock('missing_photo'),
  PRD_NO_PRICE: stock('missing_price'),
  PRD_NO_VIDEO: stock('missing_video'),
  PRD_LOW_STOCK: stock('low_stock'),
  PRD_OUT_OF_STOCK: stock('out_of_stock'),
  PRD_RETURN_FLAGS: stock('return_flags'),
  PRD_UNPUBLISHED: stock('unpublished'),
  PRD_SALES_RANK_30D: top({ period: { preset: '30d' }, metric: 'qty', limit: 30 }),
  FRC_7D_DEMAND: { tool: 'demand_forecast', payload: { horizon_days: 7, history_days: 30, method: 'sma', window_days: 14, limit: 10 } },
  FRC_REORDER_PLAN: {
    tool: 'reorder_plan',
    payload: { horizon_days: 14, history_days: 30, method: 'sma', window_days: 14, lead_time_days: 14, safety_stock_days: 7, limit: 20 },
  },
  PRC_FX_STATUS: { tool: 'sis_fx_status', payload: {} },
  DSC_STATUS: { tool: 'coupons_status', payload: {} },
  DSC_TOP_USED: { tool: 'coupons_top_used', payload: { limit: 5 } },
} as const satisfies Record<string, ToolRequest>;

export type TemplateId = keyof typeof TEMPLATES;

export function isTemplateId(id: string): id is TemplateId {
  return Object.hasOwn(TEMPLATES, id);
}
