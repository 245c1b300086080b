import type { ReplyContext, RunFacts } from '@ownerbot/conversation';
import type { ErrorInfo } from '@ownerbot/tools';

const VALUES = ['product_ids', 'look_ids', 'discount_percent', 'stock_lte', 'percent_off', 'amount_off', 'duration_hours', 'starts_at', 'ends_at', 'max_uses', 'code', 'reason', 'campaign_id', 'q'] as const;

/** Which value does not fit, and what does; names of fields stay inside. Null: a value that others tell, or that nobody types. */
export function unfitValue({ details }: ErrorInfo, { texts }: ReplyContext, { tool }: RunFacts): string | null {
  const [field] = details?.fields ?? [];
  const value = VALUES.find((one) => one === field?.path.split('.')[0]);
  if (field === undefined || value === undefined) return null;
  return texts.html('unfit.value', { value: variantOf(value, field, tool) });
}

/** Some values mean different things to different changes. */
function variantOf(value: (typeof VALUES)[number], { rule }: { readonly rule: string }, tool: string): string {
  if (rule === 'exactly_one') return value === 'duration_hours' ? 'one_end' : 'one_benefit';
  if (value === 'stock_lte' && tool === 'sis_products_publish') return 'hidden_stock';
  return value === 'reason' && tool === 'flag_order' ? 'long_reason' : value;
}
