import { dashboardTool } from '../dashboard-tool';
import { WeeklyPayload } from '../dashboard-fields';
import { wholeAnswer } from '../parts/part';
import { weekBefore, weekOf } from './week-of';
import { weekRows } from './week-rows';

const TREND_DAYS = 30;
const BEST = 5;
const ERROR_HOURS = 168;
const ERRORS = 5;

/** A week against the one before it, with the curve that leads to it, what sold best, and what waits now. */
export const bizDashboardWeekly = dashboardTool({
  kind: 'weekly',
  payload: WeeklyPayload,
  auditFields: ['week_mode'],
  isWeeklyPdf: true,
  window: ({ week_mode: mode, tz }, { now, timezone }) => {
    const zone = tz ?? timezone;
    return { preset: 'custom', ...weekOf(mode, { now, timezone: zone }), days: 7, timezone: zone, granularity: 'total' };
  },
  parts({ week_mode: mode }, { now }, timezone) {
    const days = weekOf(mode, { now, timezone });
    const period = { preset: 'custom', ...days };
    return {
      parts: [
        wholeAnswer('figures', 'kpi_snapshot', { period }),
        wholeAnswer('trend', 'revenue_trend', { days: TREND_DAYS, end_day: days.to }),
        wholeAnswer('best', 'top_products', { period, metric: 'revenue', limit: BEST }),
        wholeAnswer('orders', 'orders_health'),
        wholeAnswer('queue', 'team_queue_summary'),
        wholeAnswer('errors', 'sys_last_errors', { window_hours: ERROR_HOURS, limit: ERRORS }),
      ],
      more: (figures) => ({ week: { mode, days, before: weekBefore(days), rows: weekRows(figures('figures')) } }),
    };
  },
});
