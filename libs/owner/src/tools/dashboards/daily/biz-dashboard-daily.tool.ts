import { ownerSetting } from '../../../owner-settings';
import { dashboardTool } from '../dashboard-tool';
import { DailyPayload } from '../dashboard-fields';
import { wholeAnswer } from '../parts/part';

const TREND_DAYS = 14;
const TITLES = 3;
const ERRORS = 5;

/** Yesterday and today so far, the week against the one before, and what waits: orders, chats, stock, errors, the rate. */
export const bizDashboardDaily = dashboardTool({
  kind: 'daily',
  payload: DailyPayload,
  auditFields: [],
  async parts(_payload, { own, actor }) {
    const { stored } = await own.settings(String(actor.owner_user_id));
    return {
      parts: [
        wholeAnswer('yesterday', 'kpi_snapshot', { period: { preset: 'yesterday' }, with_change: false }),
        wholeAnswer('today', 'kpi_snapshot', { period: { preset: 'today' }, with_change: false }),
        wholeAnswer('compare', 'kpi_compare', { preset: 'wow' }),
        wholeAnswer('trend', 'revenue_trend', { days: TREND_DAYS }),
        wholeAnswer('orders', 'orders_health'),
        wholeAnswer('queue', 'team_queue_summary'),
        wholeAnswer('stock', 'inventory_status', { limit: TITLES, low_stock_lte: ownerSetting('ops_low_stock_lte', stored) }),
        wholeAnswer('errors', 'sys_last_errors', { window_hours: 24, limit: ERRORS }),
        wholeAnswer('rate', 'sis_fx_status'),
      ],
    };
  },
});
