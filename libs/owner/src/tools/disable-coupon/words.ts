import { templateButton } from '../../replies/buttons';
import type { ActionWords } from '../acting/action-words';

/** "Отключить купон SPRING15". */
export const disableCouponWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('coupon.off_progress'),
  title: ({ commit }, { texts }) => texts.html('coupon.off_title', { code: String(commit['code'] ?? '—') }),
  effect: (_action, { texts }) => [texts.html('coupon.off_effect')],
  done: (_action, { texts }) => [texts.html('coupon.off_effect')],
  rollback: (_action, { texts }) => texts.html('coupon.off_way_back'),
  followUps: (_action, context) => ({ buttons: [[templateButton(context, 'DSC_STATUS')]] }),
};
