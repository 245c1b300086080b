import type { Picture, Tile } from '@ownerbot/reports';
import type { ReplyContext } from '@ownerbot/conversation';
import { originOf, type Drawable } from '../pictures/picture-parts';
import type { PartCode } from '../tools/dashboards/parts/figures';
import type { ReportView } from './report-view';
import { comparisonChart, trendChart } from './document/charts';
import { noteLines } from './words/notes';
import { bestDayLine } from './words/figure-lines';
import { rateLine } from './words/state-lines';
import { reportTitle } from './words/report-title';

/** The day on one card. */
export function dailyPicture(view: ReportView, response: Drawable, context: ReplyContext): Picture {
  return {
    version: 1,
    title: reportTitle(view),
    subtitle: context.texts.text('dash.subtitle', { zone: view.data.timezone }),
    ...originOf(response, context),
    block: {
      kind: 'dashboard',
      rows: [[...yesterdayTiles(view), ...todayTile(view)], stateTiles(view)],
      trend: trendChart(view),
      comparison: comparisonChart(view),
      notes: [...noteLines(view, response.warnings), ...rateLine(view), ...bestDayLine(view)],
    },
  };
}

/** A figure, or its place where the part did not answer; none where the source has no such part. */
function tile(view: ReportView, code: PartCode, label: string, figure: () => Omit<Tile, 'label'>): Tile[] {
  const state = view.part(code);
  if (state === null || state.status === 'left_out') return [];
  if (state.status === 'error' || view.isUnknown(code)) return [{ label, value: '—', change: view.context.texts.text('dash.tile.none') }];
  return [{ label, ...figure() }];
}

function yesterdayTiles(view: ReportView): Tile[] {
  const { texts, formats } = view.context;
  const day = view.figures('yesterday');
  const money = (value: string | null | undefined): string => formats.money(value ?? null, day?.currency ?? view.data.currency);
  return [
    ...tile(view, 'yesterday', texts.text('dash.tile.revenue'), () => ({ value: money(day?.revenue_net), change: texts.text('dash.tile.gross', { gross: money(day?.revenue_gross) }) })),
    ...tile(view, 'yesterday', texts.text('dash.tile.paid'), () => ({ value: formats.integer(day?.orders_paid ?? null), change: texts.text('dash.tile.created', { created: formats.integer(day?.orders_created ?? null) }) })),
    ...tile(view, 'yesterday', texts.text('dash.tile.aov'), () => ({ value: money(day?.aov), change: (day?.refunds_count ?? 0) === 0 ? texts.text('dash.no_refunds') : texts.text('dash.refunds', { count: day?.refunds_count ?? 0, amount: money(day?.refunds_amount) }) })),
  ];
}

function todayTile(view: ReportView): Tile[] {
  const { texts, formats } = view.context;
  const day = view.figures('today');
  const asOf = view.part('today')?.as_of ?? null;
  return tile(view, 'today', texts.text('dash.tile.today', { time: asOf === null ? '—' : formats.time(asOf) }), () => ({
    value: formats.money(day?.revenue_net ?? null, day?.currency ?? view.data.currency),
    change: texts.text('dash.tile.today_paid', { paid: formats.integer(day?.orders_paid ?? null) }),
  }));
}

function stateTiles(view: ReportView): Tile[] {
  const { texts, formats } = view.context;
  const count = (value: number | undefined): string => formats.integer(value ?? null);
  const presets = view.figures('orders')?.counts.by_preset;
  const [queue, stock, errors] = [view.figures('queue'), view.figures('stock')?.counts, view.figures('errors')];
  return [
    ...tile(view, 'orders', texts.text('dash.tile.orders'), () => ({ value: count(presets?.['attention'] ?? 0), change: texts.text('dash.tile.orders_more', { stuck: count(presets?.['stuck'] ?? 0), payment: count(presets?.['payment_issues'] ?? 0) }) })),
    ...tile(view, 'queue', texts.text('dash.tile.chats'), () => ({ value: count(queue?.unanswered_total), change: texts.text('dash.tile.chats_more', { day: count(queue?.unanswered_24h) }) })),
    ...tile(view, 'stock', texts.text('dash.tile.stock'), () => ({ value: count(stock?.out_of_stock), change: texts.text('dash.tile.stock_more', { low: count(stock?.low_stock) }) })),
    ...tile(view, 'errors', texts.text('dash.tile.errors'), () => ({ value: count(errors?.total), change: texts.text('dash.tile.errors_more', { hours: count(errors?.window_hours) }) })),
  ];
}
