import type { ToolDefinition } from '@ownerbot/tools';
import { kpiSnapshot } from './kpi-snapshot/kpi-snapshot.tool';
import { orderDetail } from './order-detail/order-detail.tool';
import { ordersSearch } from './orders-search/orders-search.tool';
import { revenueTrend } from './revenue-trend/revenue-trend.tool';

/** The tools of the owner's domain. */
export const ownerTools: readonly ToolDefinition[] = [kpiSnapshot, revenueTrend, ordersSearch, orderDetail];
