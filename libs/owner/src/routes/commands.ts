import type { CommandSpec, ReplyContext, Route } from '@ownerbot/conversation';
import { readBareOrderId } from '../text/order-id';
import { templateRequest } from '../templates';
import { priceCommands } from './price-commands';
import { readArgument } from './read-argument';
import { refuseInput, refuseOrderId, refusePeriod } from './refusals';
import { systemCommands } from './system-commands';

/** Commands for the owner's private chat as far as their tools exist. Wrong arguments get an example. */
export const commands: readonly CommandSpec[] = [
  { name: 'kpi', aboutKey: 'command.kpi', route: ({ args }, context) => routeKpi(args, context) },
  { name: 'kpi7', aboutKey: 'command.kpi7', route: (_incoming, context) => ({ type: 'tool', ...templateRequest('RPT_KPI_7D', context) }) },
  { name: 'trend', aboutKey: 'command.trend', route: ({ args }, context) => routeTrend(args, context) },
  { name: 'weekly_pdf', aboutKey: 'command.weekly_pdf', route: (_incoming, context) => ({ type: 'tool', ...templateRequest('RPT_WEEKLY_PDF', context) }) },
  { name: 'order', aboutKey: 'command.order', route: ({ args }, context) => routeOrder(args, context) },
  { name: 'flag', aboutKey: 'command.flag', route: ({ args }) => routeFlag(args) },
  { name: 'tools', aboutKey: 'command.tools', route: () => ({ type: 'panel', panel: 'tools', as: 'new' }) },
  { name: 'stuck', aboutKey: 'command.stuck', route: (_incoming, context) => ({ type: 'tool', ...templateRequest('ORD_STUCK_LIST', context) }) },
  ...priceCommands,
  ...systemCommands,
];

const DEFAULT_TREND_DAYS = 14;
const LONGEST_TREND_DAYS = 366;
/** Drawn, with its figures in the text above. */
const TREND = { type: 'tool', tool: 'revenue_trend', presentation: 'chart_png' } as const;

function routeKpi(args: string, context: ReplyContext): Route {
  if (args === '') return { type: 'tool', ...templateRequest('RPT_KPI_TODAY', context) };
  return routePeriod('kpi_snapshot', args, context, () => refuseInput(context, 'period.unknown'));
}

function routeTrend(args: string, context: ReplyContext): Route {
  if (args === '') return { ...TREND, payload: { days: DEFAULT_TREND_DAYS } };
  if (/^\d{1,9}$/.test(args)) {
    const days = Number(args);
    return days >= 1 && days <= LONGEST_TREND_DAYS ? { ...TREND, payload: { days } } : refuseInput(context, 'trend');
  }
  const route = routePeriod('revenue_trend', args, context, () => refuseInput(context, 'trend'));
  return route.type === 'tool' ? { ...route, ...TREND } : route;
}

/** The whole argument must be one period. */
function routePeriod(tool: string, args: string, context: ReplyContext, refuse: () => Route): Route {
  const { periods, orderIds, saysMore } = readArgument(args, context);
  const [found, second] = periods;
  if (!found || orderIds.length > 0 || saysMore) return refuse();
  if ('refusal' in found) return refusePeriod(context, found.refusal, tool);
  return second ? refuseInput(context, 'period.two') : { type: 'tool', tool, payload: { period: found.period } };
}

function routeOrder(args: string, context: ReplyContext): Route {
  const prefix = context.tenant.orderPrefix;
  if (args === '') return refuseOrderId(context, 'missing');
  const orderId = /^\d{1,12}$/.test(args) ? `${prefix}${args}`.toUpperCase() : readBareOrderId(args, prefix);
  if (orderId !== null) return { type: 'tool', tool: 'order_detail', payload: { order_id: orderId } };
  const { orderIds: [only, second], saysMore } = readArgument(args, context);
  if (only === undefined || second !== undefined || saysMore) return refuseOrderId(context, 'unreadable');
  return { type: 'tool', tool: 'order_detail', payload: { order_id: only } };
}

/** An id in any of its forms, then the reason in any words; what is no id is asked for, with what is wrong about it. */
const ID_AND_REASON = /^(?<id>[№#]?\s*(?:\p{L}{1,8}[\s-]{0,2})?\d{1,12})(?:[\s,.:;—–-]+(?<reason>\S[^]*))?$/u;

function routeFlag(args: string): Route {
  if (args === '') return { type: 'template', templateId: 'ORD_FLAG' };
  const { id = args, reason } = ID_AND_REASON.exec(args)?.groups ?? {};
  return { type: 'template', templateId: 'ORD_FLAG', slots: { order_id: id, ...(reason === undefined ? {} : { reason }) } };
}
