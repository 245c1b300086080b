import type { ReplyContext } from '@ownerbot/conversation';
import type { Bar, ComparedFigure } from '@ownerbot/reports';
import type { VerifiedResponse } from '../replies/answer';
import type { KpiCompareOutput } from '../tools/kpi-compare/kpi-compare.fields';
import { changeWords, type Shown } from './picture-parts';

/** The earlier window beside the later one, each figure on a scale of its own. */
export function showComparison({ data, provenance }: VerifiedResponse<KpiCompareOutput>, context: ReplyContext): Shown | null {
  const { texts, formats } = context;
  const { window_a: later, window_b: earlier } = data;
  if (data.totals_a.orders_created_sum + data.totals_b.orders_created_sum === 0) return null;
  const ranges = { later: formats.range(later.start, later.end), earlier: formats.range(earlier.start, earlier.end) };
  const figures = comparedFigures(data, context);
  const [net] = figures;
  return {
    kind: 'comparison',
    title: texts.text('picture.comparison.title', ranges),
    subtitle: lengthWords(later.days, earlier.days, provenance.window.timezone, context),
    block: { kind: 'comparison', windows: ranges, figures },
    totals: texts.html('picture.comparison.totals', { later: net?.later.label ?? '', earlier: net?.earlier.label ?? '', change: net?.change ?? '' }),
    window: { from: earlier.start < later.start ? earlier.start : later.start, to: later.end > earlier.end ? later.end : earlier.end },
  };
}

function lengthWords(later: number, earlier: number, zone: string, { texts, formats }: ReplyContext): string {
  if (later === earlier) return texts.text('picture.comparison.same', { days: later, zone });
  return texts.text('picture.comparison.different', { later: formats.integer(later), earlier: formats.integer(earlier), zone });
}

/** The four figures of two windows; `change` says what a percent reads like. */
export function comparedFigures(data: KpiCompareOutput, context: ReplyContext, change: (context: ReplyContext, percent: string | null) => string = changeWords): ComparedFigure[] {
  const { texts, formats } = context;
  const { totals_a: a, totals_b: b, delta, currency } = data;
  const money = (at: string | null): Bar => ({ at, label: formats.money(at, currency) });
  const count = (at: number): Bar => ({ at: String(at), label: formats.integer(at) });
  const figure = (name: string, earlier: Bar, later: Bar, percent: string | null): ComparedFigure => ({ title: texts.text(`picture.name.${name}`), earlier, later, change: change(context, percent) });
  return [
    figure('revenue_net', money(b.revenue_net_sum), money(a.revenue_net_sum), delta.revenue_net.delta_pct),
    figure('orders_paid', count(b.orders_paid_sum), count(a.orders_paid_sum), delta.orders_paid.delta_pct),
    figure('orders_created', count(b.orders_created_sum), count(a.orders_created_sum), delta.orders_created.delta_pct),
    figure('aov', money(data.aov_b), money(data.aov_a), data.aov_delta.delta_pct),
  ];
}
