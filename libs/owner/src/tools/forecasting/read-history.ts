import { addDays, dayOf, daysOf, type SalesHistoryData, type SalesHistoryItem, type ShopAnswer } from '@ownerbot/shop';
import { provenanceOf, shopWarnings, warn, type AskedWindow, type LocalNow, type Provenance, type ShopToolContext, type ToolWarning } from '@ownerbot/tools';
import { askedWindow } from '../figures/asked-window';
import type { HistoryPayload, HistoryRange } from './forecast-fields';
import { SHORTEST_HISTORY, type Series } from './forecast';

const PAGE = 200;
/** A catalogue of more than this is cut, and the answer is partial. */
const MOST_PAGES = 50;

/** Complete days that end yesterday. */
export function historyWindow({ history_days: days }: HistoryPayload, at: LocalNow): AskedWindow {
  const to = addDays(dayOf(at.now, at.timezone), -1);
  return { preset: 'custom', from: addDays(to, 1 - days), to, days, timezone: at.timezone, granularity: 'day' };
}

export type ProductSeries = Series & { readonly product_id: number; readonly title: string; readonly category: string };

export interface History {
  readonly range: HistoryRange;
  /** Empty where the days with data are too few for any forecast. */
  readonly series: readonly ProductSeries[];
  readonly provenance: Provenance;
  readonly warnings: readonly ToolWarning[];
}

/** The paid units of each product with a price, by day; days without data are left out, days without sales are zeros. */
export async function readHistory(payload: HistoryPayload, context: ShopToolContext): Promise<History> {
  const asked = askedWindow(context);
  const answers = await readPages(asked, context);
  const provenance = provenanceOf(answers, context.tenant);
  const missing = new Set(provenance.completeness.missing_days);
  const known = daysOf(asked.from, asked.to).map((day) => !missing.has(day));
  const days = known.filter(Boolean).length;
  const isShort = days < SHORTEST_HISTORY;
  const wanted = payload.include_categories?.map((name) => name.toLowerCase());
  const series = answers
    .flatMap(({ data }) => data.items)
    .filter(({ category }) => wanted === undefined || wanted.includes(category.toLowerCase()))
    .flatMap((item) => seriesOf(item, known));
  return {
    range: { from: asked.from, to: asked.to, days },
    series: isShort ? [] : series,
    provenance,
    warnings: [...shopWarnings(...answers), ...(isShort ? [warn('INSUFFICIENT_DATA', { days })] : [])],
  };
}

type Answer = ShopAnswer<SalesHistoryData>;

async function readPages({ from, to, timezone }: AskedWindow, { shop, call }: ShopToolContext): Promise<[Answer, ...Answer[]]> {
  const query = { from, to, tz: timezone, group_by: 'product' as const, limit: PAGE };
  const pages: [Answer, ...Answer[]] = [await shop.salesHistory(query, call)];
  for (let cursor = pages[0].data.page.next_cursor; cursor !== null && pages.length < MOST_PAGES; cursor = pages.at(-1)?.data.page.next_cursor ?? null) {
    pages.push(await shop.salesHistory({ ...query, cursor }, call));
  }
  return pages;
}

function seriesOf(item: SalesHistoryItem, known: readonly boolean[]): ProductSeries[] {
  if (item.product_id === null) return [];
  const { product_id, title, category, stock_qty, status } = item;
  return [{ product_id, title, category, stock_qty, status, qty: item.qty.filter((_, at) => known[at] === true) }];
}

/** The provenance of a list that shows so many of all products. */
export function shownOf(provenance: Provenance, counts: { total: number; shown: number }): Provenance {
  return { ...provenance, counts };
}
