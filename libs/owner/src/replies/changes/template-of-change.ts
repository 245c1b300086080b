import type { RunFacts } from '@ownerbot/conversation';
import type { TemplateId } from '../../templates';

/** The template that asks for what a change needs; null for every other tool. */
export function templateOfChange({ tool, payload }: Pick<RunFacts, 'tool' | 'payload'>): TemplateId | null {
  switch (tool) {
    case 'flag_order':
      return payload['flagged'] === false ? 'ORD_UNFLAG' : 'ORD_FLAG';
    case 'bulk_flag_order':
      return 'ORD_BULK_FLAG';
    case 'create_coupon':
      return payload['amount_off'] === undefined ? 'DSC_CREATE_COUPON' : 'DSC_CREATE_COUPON_AMOUNT';
    case 'disable_coupon':
      return 'DSC_DISABLE_COUPON';
    case 'sis_products_publish':
      if (payload['target_status'] === 'ACTIVE') return 'PRD_PUBLISH_IDS';
      return payload['stock_lte'] === undefined ? 'PRD_ARCHIVE_IDS' : 'PRD_HIDE_BY_STOCK';
    case 'sis_looks_publish':
      return payload['target_active'] === false ? 'LOOK_ARCHIVE_IDS' : 'LOOK_PUBLISH_IDS';
    case 'sis_discounts_set':
      return payload['stock_lte'] === undefined ? 'DSC_SET_IDS' : 'DSC_SET_STOCK';
    case 'sis_discounts_clear':
      return 'DSC_CLEAR_IDS';
    case 'pause_campaign':
      return 'DSC_CAMPAIGN';
    default:
      return null;
  }
}
