import type { ToolDefinition } from '@ownerbot/tools';
import { adjustPrice } from './adjust-price/adjust-price.tool';
import { bizDashboardDaily } from './dashboards/daily/biz-dashboard-daily.tool';
import { bizDashboardOps } from './dashboards/ops/biz-dashboard-ops.tool';
import { bizDashboardWeekly } from './dashboards/weekly/biz-dashboard-weekly.tool';
import { bulkFlagOrder } from './bulk-flag-order/bulk-flag-order.tool';
import { chatsUnanswered } from './chats-unanswered/chats-unanswered.tool';
import { couponsStatus } from './coupons-status/coupons-status.tool';
import { couponsTopUsed } from './coupons-top-used/coupons-top-used.tool';
import { createCoupon } from './create-coupon/create-coupon.tool';
import { demandForecast } from './demand-forecast/demand-forecast.tool';
import { disableCoupon } from './disable-coupon/disable-coupon.tool';
import { flagOrder } from './flag-order/flag-order.tool';
import { funnelSnapshot } from './funnel-snapshot/funnel-snapshot.tool';
import { inventoryStatus } from './inventory-status/inventory-status.tool';
import { kpiCompare } from './kpi-compare/kpi-compare.tool';
import { kpiSnapshot } from './kpi-snapshot/kpi-snapshot.tool';
import { notifyTeam } from './notify-team/notify-team.tool';
import { ntfActions } from './ntf/ntf-actions';
import { ntfStatus } from './ntf/status/ntf-status.tool';
import { orderDetail } from './order-detail/order-detail.tool';
import { ordersHealth } from './orders-health/orders-health.tool';
import { ordersSearch } from './orders-search/orders-search.tool';
import { pauseCampaign } from './pause-campaign/pause-campaign.tool';
import { refundsAnomalies } from './refunds-anomalies/refunds-anomalies.tool';
import { reorderPlan } from './reorder-plan/reorder-plan.tool';
import { revenueTrend } from './revenue-trend/revenue-trend.tool';
import { retroExport } from './retro-export/retro-export.tool';
import { retroGaps } from './retro-gaps/retro-gaps.tool';
import { retroSummary } from './retro-summary/retro-summary.tool';
import { retrospectiveLast } from './retrospective-last/retrospective-last.tool';
import { sisActionsCapabilities } from './sis-actions-capabilities/sis-actions-capabilities.tool';
import { sisContractCheck } from './sis-contract-check/sis-contract-check.tool';
import { sisDiscountsClear } from './sis-discounts-clear/sis-discounts-clear.tool';
import { sisDiscountsSet } from './sis-discounts-set/sis-discounts-set.tool';
import { sisFxRepriceAuto } from './sis-fx-reprice-auto/sis-fx-reprice-auto.tool';
import { sisFxReprice } from './sis-fx-reprice/sis-fx-reprice.tool';
import { sisFxRollback } from './sis-fx-rollback/sis-fx-rollback.tool';
import { sisFxSettingsUpdate } from './sis-fx-settings-update/sis-fx-settings-update.tool';
import { sisFxStatus } from './sis-fx-status/sis-fx-status.tool';
import { sisLooksPublish } from './sis-looks-publish/sis-looks-publish.tool';
import { sisPricesBump } from './sis-prices-bump/sis-prices-bump.tool';
import { sisProductsPublish } from './sis-products-publish/sis-products-publish.tool';
import { sysAuditRecent } from './sys-audit-recent/sys-audit-recent.tool';
import { sysHealth } from './sys-health/sys-health.tool';
import { sysLastErrors } from './sys-last-errors/sys-last-errors.tool';
import { sysSettingsUpdate } from './sys-settings-update/sys-settings-update.tool';
import { sysSettings } from './sys-settings/sys-settings.tool';
import { sysUpstreamModeSet } from './sys-upstream-mode-set/sys-upstream-mode-set.tool';
import { sysUpstreamMode } from './sys-upstream-mode/sys-upstream-mode.tool';
import { teamQueueSummary } from './team-queue-summary/team-queue-summary.tool';
import { topProducts } from './top-products/top-products.tool';
import { truststackSignals } from './truststack-signals/truststack-signals.tool';

/** The tools of the owner's domain, in the order of the catalogue. */
export const ownerTools: readonly ToolDefinition[] = [
  kpiSnapshot,
  revenueTrend,
  kpiCompare,
  topProducts,
  funnelSnapshot,
  refundsAnomalies,
  truststackSignals,
  bizDashboardDaily,
  bizDashboardWeekly,
  bizDashboardOps,
  ordersSearch,
  ordersHealth,
  orderDetail,
  flagOrder.tool,
  bulkFlagOrder.tool,
  chatsUnanswered,
  teamQueueSummary,
  notifyTeam.tool,
  inventoryStatus,
  demandForecast,
  reorderPlan,
  couponsStatus,
  couponsTopUsed,
  createCoupon.tool,
  disableCoupon.tool,
  sisFxStatus,
  sisPricesBump.tool,
  adjustPrice.tool,
  sisFxReprice.tool,
  sisFxRepriceAuto.tool,
  sisFxRollback.tool,
  sisFxSettingsUpdate.tool,
  sisProductsPublish.tool,
  sisLooksPublish.tool,
  sisDiscountsSet.tool,
  sisDiscountsClear.tool,
  pauseCampaign.tool,
  sysHealth,
  sysUpstreamMode,
  sysUpstreamModeSet.tool,
  sysSettings,
  sysSettingsUpdate.tool,
  sisActionsCapabilities,
  sisContractCheck,
  sysAuditRecent,
  sysLastErrors,
  retrospectiveLast,
  retroSummary,
  retroGaps,
  retroExport,
  ntfStatus,
  ...ntfActions.map(({ tool }) => tool),
];
