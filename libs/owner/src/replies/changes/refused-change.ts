import type { Reply, ReplyContext, RunFacts } from '@ownerbot/conversation';
import type { ErrorInfo } from '@ownerbot/tools';
import { templateButton } from '../buttons';
import { followUps } from '../follow-ups';
import { templateOfChange } from './template-of-change';
import { unfitValue } from './unfit-value';
import { whichScope } from './which-scope';

const SHOWN_IDS = 5;

/**
 * Why a change of orders, coupons, products, looks, discounts or campaigns cannot even be previewed, each with what can be done instead;
 * null: the text of the code is all there is to say.
 */
export function refusedChange(error: ErrorInfo, context: ReplyContext, run: RunFacts): Reply | null {
  const again = templateOfChange(run);
  if (again === null) return null;
  const reason = error.details?.reason ?? null;
  if (error.code === 'SCOPE_REQUIRED' || reason === 'SCOPE_REQUIRED' || reason === 'SCOPE_AMBIGUOUS') return whichScope(context, run);
  if (reason === 'COUPON_EXISTS') return couponExists(context, run);
  if (error.code === 'UPSTREAM_NOT_IMPLEMENTED' && run.tool === 'pause_campaign') return { html: context.texts.html('unfit.no_campaigns'), buttons: [[templateButton(context, 'DSC_STATUS')]] };
  if (error.code !== 'VALIDATION_ERROR') return null;
  switch (reason) {
    case 'ORDER_NOT_FOUND':
      return noSuchOrder(context, run);
    case 'COUPON_NOT_FOUND':
      return { html: context.texts.html('unfit.no_coupon', { code: textOf(run, 'code') }), buttons: [[templateButton(context, 'DSC_STATUS'), templateButton(context, 'DSC_TOP_USED')]] };
    case 'UNKNOWN_IDS':
      return unknownIds(error, context, run);
    default: {
      const html = unfitValue(error, context, run);
      return html === null ? null : { html, buttons: [[templateButton(context, again)]] };
    }
  }
}

/** Of a code that the owner chose: an update is offered. A drawn code is drawn anew. */
function couponExists(context: ReplyContext, run: RunFacts): Reply {
  const { texts } = context;
  const code = textOf(run, 'code');
  if (code === '') return { html: texts.html('unfit.drawn_coupon_exists'), buttons: [[{ text: texts.text('button.run_again'), data: `retry:${run.id}` }]] };
  const { buttons, keep } = followUps(context, run.id, [{ label: texts.text('unfit.update_coupon', { code }), tool: run.tool, payload: { ...run.payload, on_existing: 'update' } }]);
  return { html: texts.html('unfit.coupon_exists', { code }), buttons: [buttons, [templateButton(context, 'DSC_STATUS')]], keep };
}

/** The ids that begin like it, and the newest ones. */
function noSuchOrder(context: ReplyContext, run: RunFacts): Reply {
  const id = textOf(run, 'order_id');
  const stem = id.slice(0, -1);
  const similar = followUps(context, run.id, [{ label: context.texts.text('unfit.similar_orders', { stem }), tool: 'orders_search', payload: { q: stem } }]);
  const search = stem.length < 2 ? { buttons: [], keep: [] } : similar;
  return { html: context.texts.html('unfit.no_order', { id }), buttons: [search.buttons, [templateButton(context, 'ORD_FIND_RECENT')]].filter((row) => row.length > 0), keep: search.keep };
}

function unknownIds({ details }: ErrorInfo, context: ReplyContext, run: RunFacts): Reply {
  const found: unknown = details?.['ids'];
  const ids = Array.isArray(found) ? found.map(String) : [];
  const of = run.tool === 'sis_looks_publish' ? 'looks' : run.tool === 'pause_campaign' ? 'campaign' : 'products';
  const again = templateOfChange(run);
  return {
    html: context.texts.html('unfit.unknown_ids', { of, ids: ids.length > SHOWN_IDS ? `${ids.slice(0, SHOWN_IDS).join(', ')}…` : ids.join(', ') }),
    buttons: [[...(of === 'products' ? [templateButton(context, 'PRD_INVENTORY_STATUS')] : []), ...(again === null ? [] : [templateButton(context, again)])]],
  };
}

function textOf({ payload }: RunFacts, field: string): string {
  const value = payload[field];
  return typeof value === 'string' ? value.trim().toUpperCase() : '';
}
