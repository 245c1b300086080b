import { COUPON_STATES } from '@ownerbot/shop';
import { presenter } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import { rowPages } from '../../replies/row-pages';
import { benefitWords } from '../coupon-words';
import type { CouponsTopUsedOutput } from './coupons-top-used.fields';

/** Code, benefit, how often used, state. */
export const topCouponsPresenter = presenter<CouponsTopUsedOutput>({
  progress: (_run, { texts }) => texts.html('coupons.progress'),
  body(response, context, run) {
    const { data, provenance } = response;
    const { texts, formats } = context;
    return rowPages(
      {
        headline: texts.html('coupons.top_title'),
        before: data.rows.length === 0 ? [[texts.html('coupons.none')]] : [],
        rows: data.rows.map((row) =>
          texts.html('coupons.top_line', {
            rank: formats.integer(row.rank),
            code: row.code,
            benefit: benefitWords(row, data.currency, context),
            count: row.used_count,
            state: COUPON_STATES.some((known) => known === row.state) ? row.state : 'other',
          }),
        ),
        areCards: false,
        total: provenance.counts?.total ?? data.rows.length,
        buttons: [[templateButton(context, 'DSC_STATUS')]],
      },
      response,
      context,
      run,
    );
  },
});
