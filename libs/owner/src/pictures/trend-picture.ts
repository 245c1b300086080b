import type { ReplyContext } from '@ownerbot/conversation';
import { pairedScales, type TrendBlock, type TrendPoint } from '@ownerbot/reports';
import { addDays, mondayOf } from '@ownerbot/shop';
import type { VerifiedResponse } from '../replies/answer';
import type { RevenueTrendOutput, TrendPointData } from '../tools/revenue-trend/revenue-trend.fields';
import { changeWords, type Shown } from './picture-parts';
import { countTicks, moneyTicks } from './ticks';

/** Up to so many days each has the name of its weekday. */
const NAMED_DAYS = 16;

/** Net revenue as a line, paid orders as bars; a day that the source knows nothing of is a gap. */
export function showTrend(response: VerifiedResponse<RevenueTrendOutput>, context: ReplyContext): Shown | null {
  const { data, provenance, warnings } = response;
  if (data.series.length === 0 || warnings.some(({ code }) => code === 'NO_DATA')) return null;
  const { texts, formats } = context;
  const { from, to, timezone } = provenance.window;
  const net = formats.money(data.totals.revenue_net, data.currency);
  return {
    kind: 'trend',
    title: texts.text('picture.trend.title', { days: data.days, granularity: data.granularity }),
    subtitle: texts.text('picture.subtitle', { range: formats.range(from, to), zone: timezone }),
    block: trendBlock({ data, from, openDay: provenance.completeness.in_progress_day }, context),
    totals: texts.html('picture.trend.totals', { net, paid: formats.integer(data.totals.orders_paid), aov: formats.money(data.totals.aov, data.currency) }),
    window: { from, to },
  };
}

/** A curve with the first of its days, and the one that is still going on. */
export interface TrendSource {
  readonly data: RevenueTrendOutput;
  readonly from: string;
  readonly openDay: string | null;
}

export function trendBlock(source: TrendSource, context: ReplyContext): TrendBlock {
  const { data } = source;
  const { texts, formats } = context;
  const { totals, delta_basis: basis, delta_vs_prev_window: delta, currency } = data;
  const scales = pairedScales(data.series.map((one) => one.revenue_net), data.series.map((one) => one.orders_paid));
  const change = (percent: string | null, base = ''): { change?: string } => (basis === null ? {} : { change: `${changeWords(context, percent)}${base}` });
  const [only] = data.series;
  return {
    kind: 'trend',
    tiles: [
      { label: texts.text('picture.name.revenue_net'), value: formats.money(totals.revenue_net, currency), ...change(delta.revenue_net_pct, basis === null ? '' : ` ${texts.text('picture.base', { range: formats.range(basis.b.from, basis.b.to) })}`) },
      { label: texts.text('picture.name.orders_paid'), value: formats.integer(totals.orders_paid), ...change(delta.orders_paid_pct) },
      { label: texts.text('picture.name.aov'), value: formats.money(totals.aov, currency) },
    ],
    amount: { name: texts.text('picture.axis', { name: texts.text('picture.name.revenue_net'), unit: currencySign(context, currency) }), ticks: moneyTicks(scales.amounts, context) },
    count: { name: texts.text('picture.name.orders_paid'), ticks: countTicks(scales.counts, context) },
    points: pointsOf(source, context),
    words: { missing: texts.text('picture.missing'), open: texts.text('picture.open', { granularity: data.granularity }) },
    ...(data.series.length === 1 && only !== undefined ? { only: formats.money(only.revenue_net, currency) } : {}),
  };
}

function pointsOf({ data, from, openDay: open }: TrendSource, context: ReplyContext): TrendPoint[] {
  const { texts, formats } = context;
  if (data.granularity === 'week') {
    const openWeek = open === null ? null : mondayOf(open);
    return data.series.map((one) => ({ ...figuresOf(one), label: texts.text('picture.week', { day: formats.day(one.day) }), ...(mondayOf(one.day) === openWeek ? { isOpen: true } : {}) }));
  }
  const known = new Map(data.series.map((one) => [one.day, one]));
  const days = Array.from({ length: data.days }, (_, n) => addDays(from, n));
  return days.map((day) => ({
    ...figuresOf(known.get(day)),
    label: formats.day(day),
    ...(days.length <= NAMED_DAYS ? { over: weekdayOf(day, context) } : {}),
    ...(day === open ? { isOpen: true } : {}),
  }));
}

function figuresOf(one: TrendPointData | undefined): Pick<TrendPoint, 'amount' | 'count'> {
  return { amount: one?.revenue_net ?? null, count: one?.orders_paid ?? null };
}

/** `пн` of `пн 15.03`. */
function weekdayOf(day: string, { formats }: ReplyContext): string {
  return formats.dayOfWeek(day).split('\u00a0')[0] ?? '';
}

/** `€` of `0 €`. */
function currencySign({ formats }: ReplyContext, currency: string): string {
  return formats.money('0', currency).replace(/[\d.,\s\u00a0]/g, '');
}
