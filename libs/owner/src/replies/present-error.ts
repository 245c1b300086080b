import type { Reply, ReplyContext, RunFacts } from '@ownerbot/conversation';
import type { ErrorInfo } from '@ownerbot/tools';
import { LONGEST_PERIOD_DAYS } from '../periods/period';
import { templateButton } from './buttons';
import { refusedChange } from './changes/refused-change';
import { refusedNotification } from './changes/refused-notification';
import { refusedByShop, refusedPriceValue } from './shop-refusals';

/** Errors that the owner's words tell better than the platform's text for the code; null: that text. */
export function presentError(error: ErrorInfo, context: ReplyContext, run: RunFacts): Reply | null {
  const orderId = run.payload['order_id'];
  if (error.code === 'NOT_FOUND' && typeof orderId === 'string') {
    return { html: context.texts.html('order.card.not_found', { id: orderId }), buttons: [[templateButton(context, 'ORD_FIND_RECENT')]] };
  }
  if (error.code === 'UPSTREAM_NOT_CONFIGURED' && error.details?.reason === 'SIS_MODE_REQUIRED') {
    return { html: context.texts.html('contract.demo'), buttons: [[templateButton(context, 'SYS_UPSTREAM_SET')]] };
  }
  const ofChange = refusedNotification(error, context, run) ?? refusedChange(error, context, run);
  if (ofChange !== null) return ofChange;
  return error.code === 'VALIDATION_ERROR' ? (refusedByShop(error, context) ?? refusedPriceValue(error, context, run.tool) ?? refusedValue(error, context, run.tool)) : null;
}

/** Which value is wrong, and what is allowed; names of fields stay inside. */
function refusedValue({ details }: ErrorInfo, { texts, tenant }: ReplyContext, tool: string): Reply | null {
  const [field] = details?.fields ?? [];
  switch (field?.path.split('.')[0]) {
    case 'period':
    case 'days':
    case 'day':
      return { html: texts.html('input.period.refused', { days: longestDays(field.allowed) }) };
    case 'order_id':
      return { html: texts.html('input.order_id.unreadable', { example: `${tenant.orderPrefix}1003` }) };
    case 'limit':
      return { html: tool === 'orders_search' ? texts.html('input.limit') : texts.html('input.rows', { most: field.allowed.split('..').at(-1) ?? '' }) };
    case 'since_hours':
      return { html: texts.html('input.since_hours') };
    default:
      return null;
  }
}

/** A shop may allow less than we do: "1..120 days". */
function longestDays(allowed: string): number {
  const [, days] = /\.\.(\d{1,4}) days/.exec(allowed) ?? [];
  return days === undefined ? LONGEST_PERIOD_DAYS : Number(days);
}
