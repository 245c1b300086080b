import { Decimal } from 'decimal.js';
import type { ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import type { RankedRow } from '@ownerbot/reports';
import type { VerifiedResponse } from '../replies/answer';
import { periodWords } from '../tools/period-words';
import type { TopProductsOutput } from '../tools/top-products/top-products.fields';
import type { Shown } from './picture-parts';

const MOST_ROWS = 15;

/** The ranking as bars, and one for all that is not in it. */
export function showToplist({ data, provenance }: VerifiedResponse<TopProductsOutput>, context: ReplyContext): Shown | null {
  if (data.totals.total_qty === 0) return null;
  const { texts, formats } = context;
  const { from, to, timezone } = provenance.window;
  const kind = data.group_by === 'category' ? 'category' : data.direction === 'bottom' ? 'bottom' : data.metric;
  const totals = { revenue: formats.money(data.totals.total_revenue, data.currency), qty: formats.integer(data.totals.total_qty) };
  const rows = data.rows.slice(0, MOST_ROWS);
  return {
    kind: 'toplist',
    title: texts.text('picture.toplist.title', { kind, period: periodWords(context, data.period) }),
    subtitle: texts.text('picture.toplist.subtitle', { range: formats.range(from, to), zone: timezone, ...totals }),
    block: { kind: 'toplist', rows: [...rows.map((row) => rankedRow(row, data, context)), ...restOf(rows, data, context)] },
    totals: texts.html('picture.toplist.totals', { revenue: asHtml(totals.revenue), qty: asHtml(totals.qty) }),
    window: { from, to },
  };
}

type Row = TopProductsOutput['rows'][number];

function rankedRow({ title, qty, revenue, share_pct: share }: Pick<Row, 'title' | 'qty' | 'revenue' | 'share_pct'>, { metric, currency }: TopProductsOutput, { texts, formats }: ReplyContext): RankedRow {
  const money = formats.money(revenue, currency);
  const pieces = texts.text('picture.toplist.pieces', { qty: formats.integer(qty) });
  const [main, second] = metric === 'revenue' ? [money, pieces] : [pieces, money];
  return { title, bar: { at: metric === 'revenue' ? revenue : String(qty), label: main }, more: share === null ? second : texts.text('picture.toplist.more', { second, share: formats.percent(share) }) };
}

/** What the totals hold beyond the rows that are shown; of a ranking from the bottom the rest is nearly everything, so it is left out. */
function restOf(rows: readonly Row[], data: TopProductsOutput, context: ReplyContext): RankedRow[] {
  const others = data.totals.groups - rows.length;
  if (others <= 0 || data.direction === 'bottom') return [];
  const revenue = rows.reduce((left, row) => left.minus(row.revenue), new Decimal(data.totals.total_revenue)).toFixed(2);
  const qty = rows.reduce((left, row) => left - row.qty, data.totals.total_qty);
  const title = context.texts.text('picture.toplist.rest', { count: others });
  return [{ ...rankedRow({ title, qty, revenue, share_pct: null }, data, context), isRest: true }];
}
