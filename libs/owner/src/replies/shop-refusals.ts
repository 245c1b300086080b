import type { Reply, ReplyContext } from '@ownerbot/conversation';
import type { ErrorInfo } from '@ownerbot/tools';
import { templateButton } from './buttons';

/** Why a shop refuses a change, where its reason says more than the code. */
const REASONS = ['RATE_SET_UNKNOWN', 'RATE_MISSING', 'CURRENCY_MISMATCH', 'PRICE_NOT_POSITIVE', 'UNKNOWN_IDS'] as const;
type Reason = (typeof REASONS)[number];

const SHOWN_IDS = 5;

/** In the owner's words, with what can be done instead; null: the text of the code is all there is to say. */
export function refusedByShop({ details }: ErrorInfo, context: ReplyContext): Reply | null {
  const reason = REASONS.find((one) => one === details?.reason);
  if (reason === undefined) return null;
  const allowed = details?.fields?.[0]?.allowed ?? '';
  return { html: context.texts.html('refused.reason', { reason: reason === 'RATE_MISSING' && allowed === '' ? 'NO_RATE' : reason, allowed, ids: idsOf(details?.['ids']) }), ...helped(reason, context) };
}

function idsOf(ids: unknown): string {
  if (!Array.isArray(ids)) return '';
  return ids.length > SHOWN_IDS ? `${ids.slice(0, SHOWN_IDS).join(', ')}…` : ids.join(', ');
}

function helped(reason: Reason, context: ReplyContext): Pick<Reply, 'buttons'> {
  switch (reason) {
    case 'RATE_SET_UNKNOWN':
    case 'RATE_MISSING':
      return { buttons: [[templateButton(context, 'PRC_FX_STATUS')]] };
    case 'UNKNOWN_IDS':
      return { buttons: [[templateButton(context, 'PRD_INVENTORY_STATUS')]] };
    case 'CURRENCY_MISMATCH':
    case 'PRICE_NOT_POSITIVE':
      return {};
  }
}

/** Values of price changes, each with the range that holds for it. */
const VALUES = ['bump_percent', 'bump_additive', 'product_ids', 'value', 'rounding_step', 'markup_percent', 'markup_additive', 'anomaly_threshold_pct', 'rate_set_id', 'updates'] as const;

/** Which value of a price change does not fit, and what does. */
export function refusedPriceValue({ details }: ErrorInfo, { texts }: ReplyContext, tool: string): Reply | null {
  const [field] = details?.fields ?? [];
  const value = VALUES.find((one) => one === field?.path.split('.')[0]);
  if (field === undefined || value === undefined || !PRICE_TOOLS.includes(tool)) return null;
  return { html: value === 'updates' ? texts.html('refused.setting', { key: field.path.split('.')[1] ?? '' }) : texts.html('refused.value', { value }) };
}

const PRICE_TOOLS: readonly string[] = ['sis_prices_bump', 'adjust_price', 'sis_fx_reprice', 'sis_fx_settings_update'];
