import type { ActionExample } from '@ownerbot/shop';
import type { ReplyContext } from '@ownerbot/conversation';
import { escapeHtml } from '@ownerbot/telegram';

const CODE_DIGITS = 3;

/** `12 · PRD-012 · Title`: whatever of these the owner named, he finds it again. HTML. */
export function productLabel({ id, label }: Pick<ActionExample, 'id' | 'label'>, context: Pick<ReplyContext, 'tenant'>): string {
  return [productNumber(id, context), escapeHtml(label)].join(' · ');
}

/** `12 · PRD-012`, of a product whose title the shop did not tell. HTML. */
export function productNumber(id: number | string, { tenant: { productPrefix } }: Pick<ReplyContext, 'tenant'>): string {
  const code = productPrefix === '' ? [] : [`${productPrefix}${String(id).padStart(CODE_DIGITS, '0')}`];
  return [String(id), ...code].map(escapeHtml).join(' · ');
}
