import type { ActionFacts, ReplyContext } from '@ownerbot/conversation';
import { templateButton } from '../../replies/buttons';
import { followUps } from '../../replies/follow-ups';
import { listed } from '../acting/listed';
import type { ActionWords } from '../acting/action-words';
import { benefitWords } from '../coupon-words';
import type { CouponChange, CreateCouponOutput } from './create-coupon.fields';

/** "Создать купон SUMMER10": what it takes off, until when, how often, for what; of an update, each changed field before and after. */
export const createCouponWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('coupon.progress'),
  title: (action, { texts }) => texts.html('coupon.title', { operation: operationOf(action), code: codeOf(action) }),
  interpretation: (action, context) => couponLines(action, context),
  effect(action, context) {
    const changes = previewOf(action).changes ?? [];
    return changes.length === 0 ? [] : [context.texts.html('coupon.changes'), ...changes.map((change) => changeLine(change, context))];
  },
  rollback: (action, { texts }) => texts.html('coupon.way_back', { operation: operationOf(action) }),
  noop: (action, context) => couponLines(action, context),
  done: (action, context) => [context.texts.html('coupon.done', { code: codeOf(action) }), ...couponLines(action, context)],
  followUps(action, context) {
    const off = followUps(context, action.proposalId, [{ label: context.texts.text('coupon.disable', { code: codeOf(action) }), tool: 'disable_coupon', payload: { code: codeOf(action) } }]);
    return { buttons: [off.buttons, [templateButton(context, 'DSC_STATUS')]], keep: off.keep };
  },
};

/** The runner has checked it against the tool's output. */
function previewOf({ preview }: ActionFacts) {
  return preview.data as ActionFacts['preview']['data'] & Partial<Pick<CreateCouponOutput, 'changes'>>;
}

function operationOf(action: ActionFacts): string {
  return previewOf(action).operation ?? 'create';
}

const codeOf = ({ commit }: ActionFacts): string => String(commit['code'] ?? '—');

function couponLines({ commit, preview: { data } }: ActionFacts, context: ReplyContext): string[] {
  const { texts, formats, currency } = context;
  const { percent_off: percent, amount_off: amount, starts_at: starts, ends_at: ends, max_uses: uses, active, product_ids: ids } = commit;
  const unknown = new Set(data.rejected.map(({ id }) => String(id)));
  const products = Array.isArray(ids) ? ids.map(String).filter((id) => !unknown.has(id)) : null;
  const benefit = benefitWords({ percent_off: typeof percent === 'number' ? percent : null, amount_off: typeof amount === 'string' ? amount : null }, currency, context);
  return [
    texts.html('coupon.benefit', { benefit }),
    ...(typeof starts === 'string' ? [texts.html('coupon.starts', { at: formats.moment(starts) })] : []),
    typeof ends === 'string' ? texts.html('coupon.ends', { at: formats.moment(ends) }) : texts.html('coupon.endless'),
    typeof uses === 'number' ? texts.html('coupon.uses', { count: uses }) : texts.html('coupon.any_uses'),
    products === null ? texts.html('coupon.all_products') : texts.html('coupon.products', { ids: listed(products, context) }),
    ...(active === false ? [texts.html('coupon.inactive')] : []),
  ];
}

function changeLine({ field, before, after }: CouponChange, context: ReplyContext): string {
  return context.texts.html('coupon.change', { field, before: valueOf(field, before, context), after: valueOf(field, after, context) });
}

/** Null is told as what it means: no limit, at once, all products. */
function valueOf(field: CouponChange['field'], value: string | null, { texts, formats, currency }: ReplyContext): string {
  if (value === null) return texts.text('coupon.none', { field });
  switch (field) {
    case 'percent_off':
      return formats.percent(value);
    case 'amount_off':
      return formats.money(value, currency);
    case 'starts_at':
    case 'ends_at':
      return formats.moment(value);
    case 'max_uses':
      return formats.integer(Number(value));
    case 'active':
      return texts.text('coupon.active', { state: value === 'true' ? 'on' : 'off' });
    case 'product_ids':
      return value;
  }
}
