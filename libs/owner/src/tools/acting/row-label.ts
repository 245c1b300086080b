import type { ActionExample } from '@ownerbot/shop';
import { escapeHtml } from '@ownerbot/telegram';

/** `9 · Title`: the number by which the owner names a row; titles alone may be alike. HTML. */
export const rowLabel = ({ id, label }: Pick<ActionExample, 'id' | 'label'>): string => [String(id), label].map(escapeHtml).join(' · ');
