import type { ReplyContext } from '@ownerbot/conversation';

const MOST = 10;

/** "1, 2, 3 и ещё 190": a list of ids that stays readable. Plain text. */
export function listed(ids: readonly (string | number)[], { texts, formats }: ReplyContext): string {
  const shown = ids.slice(0, MOST).join(', ');
  return ids.length <= MOST ? shown : texts.text('acting.listed', { ids: shown, rest: formats.integer(ids.length - MOST) });
}
