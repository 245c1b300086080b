import { dashboardTool } from '../dashboard-tool';
import { OpsPayload } from '../dashboard-fields';
import { oldestOrders } from '../parts/oldest-orders';
import { wholeAnswer } from '../parts/part';
import { opsLimits } from './ops-limits';

const SHOWN = 3;

/** What burns: orders, chats, errors and stock against the limits of the ops alert, and what to do about it. */
export const bizDashboardOps = dashboardTool({
  kind: 'ops',
  payload: OpsPayload,
  auditFields: [],
  async parts({ rules }, { own, actor }) {
    const { stored } = await own.settings(String(actor.owner_user_id));
    const limits = opsLimits(rules, stored);
    return {
      parts: [
        oldestOrders('stuck'),
        oldestOrders('payment_issues'),
        oldestOrders('late_ship'),
        wholeAnswer('chats', 'chats_unanswered', { threshold_hours: limits.unanswered_threshold_hours, limit: SHOWN }),
        wholeAnswer('queue', 'team_queue_summary'),
        wholeAnswer('errors', 'sys_last_errors', { window_hours: limits.errors_window_hours, limit: SHOWN }),
        wholeAnswer('stock', 'inventory_status', { limit: SHOWN, low_stock_lte: limits.low_stock_lte }),
        wholeAnswer('rate', 'sis_fx_status'),
      ],
      more: () => ({ limits }),
    };
  },
});
