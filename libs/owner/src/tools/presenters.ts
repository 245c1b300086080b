import type { ToolPresenter } from '@ownerbot/conversation';
import { dashboardPresenter } from '../reports/dashboard-presenter';
import { chatsPresenter } from './chats-unanswered/presenter';
import { couponsPresenter } from './coupons-status/presenter';
import { topCouponsPresenter } from './coupons-top-used/presenter';
import { forecastPresenter } from './demand-forecast/presenter';
import { funnelPresenter } from './funnel-snapshot/presenter';
import { inventoryPresenter } from './inventory-status/presenter';
import { comparePresenter } from './kpi-compare/presenter';
import { kpiPresenter } from './kpi-snapshot/presenter';
import { ntfStatusPresenter } from './ntf/status/presenter';
import { orderPresenter } from './order-detail/presenter';
import { ordersHealthPresenter } from './orders-health/presenter';
import { ownerActions } from './owner-actions';
import { ordersPresenter } from './orders-search/presenter';
import { refundsPresenter } from './refunds-anomalies/presenter';
import { reorderPresenter } from './reorder-plan/presenter';
import { trendPresenter } from './revenue-trend/presenter';
import { retroExportPresenter } from './retro-export/presenter';
import { retroGapsPresenter } from './retro-gaps/presenter';
import { retroSummaryPresenter } from './retro-summary/presenter';
import { retrospectiveLastPresenter } from './retrospective-last/presenter';
import { fxStatusPresenter } from './sis-fx-status/presenter';
import { capabilitiesPresenter } from './sis-actions-capabilities/presenter';
import { contractPresenter } from './sis-contract-check/presenter';
import { auditPresenter } from './sys-audit-recent/presenter';
import { healthPresenter } from './sys-health/presenter';
import { lastErrorsPresenter } from './sys-last-errors/presenter';
import { settingsPresenter } from './sys-settings/presenter';
import { upstreamModePresenter } from './sys-upstream-mode/presenter';
import { teamQueuePresenter } from './team-queue-summary/presenter';
import { topProductsPresenter } from './top-products/presenter';
import { trustPresenter } from './truststack-signals/presenter';

const reads = {
  kpi_snapshot: kpiPresenter,
  revenue_trend: trendPresenter,
  orders_search: ordersPresenter,
  order_detail: orderPresenter,
  top_products: topProductsPresenter,
  kpi_compare: comparePresenter,
  orders_health: ordersHealthPresenter,
  inventory_status: inventoryPresenter,
  team_queue_summary: teamQueuePresenter,
  chats_unanswered: chatsPresenter,
  coupons_status: couponsPresenter,
  coupons_top_used: topCouponsPresenter,
  demand_forecast: forecastPresenter,
  reorder_plan: reorderPresenter,
  sis_fx_status: fxStatusPresenter,
  funnel_snapshot: funnelPresenter,
  refunds_anomalies: refundsPresenter,
  truststack_signals: trustPresenter,
  biz_dashboard_daily: dashboardPresenter('daily'),
  biz_dashboard_weekly: dashboardPresenter('weekly'),
  biz_dashboard_ops: dashboardPresenter('ops'),
  sys_health: healthPresenter,
  sys_upstream_mode: upstreamModePresenter,
  sys_settings: settingsPresenter,
  sis_actions_capabilities: capabilitiesPresenter,
  sis_contract_check: contractPresenter,
  sys_audit_recent: auditPresenter,
  sys_last_errors: lastErrorsPresenter,
  retrospective_last: retrospectiveLastPresenter,
  retro_summary: retroSummaryPresenter,
  retro_gaps: retroGapsPresenter,
  retro_export: retroExportPresenter,
  ntf_status: ntfStatusPresenter,
} as const satisfies Record<string, ToolPresenter>;

/** How the answer of each tool is written; of an action, that of a preview which offers nothing. */
export const presenters: typeof reads & Readonly<Record<string, ToolPresenter>> = {
  ...reads,
  ...Object.fromEntries(ownerActions.map(({ definition, explain }) => [definition.tool, explain])),
};
