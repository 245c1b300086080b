import type { ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import { presenter } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import { rowPages } from '../../replies/row-pages';
import { benefitWords } from '../coupon-words';
import type { ActiveCoupon, CouponsStatusOutput } from './coupons-status.fields';

const OTHERS = ['scheduled', 'expired', 'exhausted', 'disabled'] as const;

/** Counts by state, then the working coupons: benefit, used of how many, end. */
export const couponsPresenter = presenter<CouponsStatusOutput>({
  progress: (_run, { texts }) => texts.html('coupons.progress'),
  body(response, context, run) {
    const { data } = response;
    const { texts, formats } = context;
    const others = OTHERS.filter((state) => data[state] > 0).map((state) => texts.html('coupons.count', { state, count: formats.integer(data[state]) }));
    return rowPages(
      {
        headline: texts.html('coupons.title', { active: formats.integer(data.total_active), total: formats.integer(data.total) }),
        before: [[...(data.expiring_soon > 0 ? [texts.html('coupons.expiring', { count: data.expiring_soon })] : []), ...(others.length > 0 ? [texts.html('coupons.others', { parts: asHtml(others.join(', ')) })] : [])]],
        rows: data.top_active.map((coupon) => couponLine(coupon, data.currency, context)),
        areCards: false,
        total: data.total_active,
        buttons: [[templateButton(context, 'DSC_TOP_USED')]],
      },
      response,
      context,
      run,
    );
  },
});

function couponLine(coupon: ActiveCoupon, currency: string, context: ReplyContext): string {
  const { texts, formats } = context;
  const used = coupon.max_uses === null ? texts.html('coupons.used', { used: formats.integer(coupon.used_count) }) : texts.html('coupons.used_of', { used: formats.integer(coupon.used_count), max: formats.integer(coupon.max_uses) });
  const facts = { code: coupon.code, benefit: benefitWords(coupon, currency, context), used: asHtml(used) };
  return coupon.ends_at === null ? texts.html('coupons.line', facts) : texts.html('coupons.line_ends', { ...facts, at: formats.moment(coupon.ends_at) });
}
