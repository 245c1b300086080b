import type { ReplyContext } from '@ownerbot/conversation';
import { listed } from './listed';

/** Parameters of a title that says which products it is about: those of a list, those with little stock, all. */
export function scopeWords({ product_ids: ids, stock_lte: stock }: Readonly<Record<string, unknown>>, context: ReplyContext): { scope: string; ids: string; stock: string } {
  if (Array.isArray(ids)) return { scope: 'ids', ids: listed(ids.map(String), context), stock: '' };
  return typeof stock === 'number' ? { scope: 'stock', ids: '', stock: context.formats.integer(stock) } : { scope: 'all', ids: '', stock: '' };
}
