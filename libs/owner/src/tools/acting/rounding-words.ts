import type { ReplyContext } from '@ownerbot/conversation';
import type { RoundingMode } from '@ownerbot/shop';

/** "Округление: вверх до 0,50"; `otherwise` is what holds where nothing was said. HTML. */
export function roundingLine(commit: Readonly<Record<string, unknown>>, otherwise: RoundingMode, { texts, formats, currency }: ReplyContext): string {
  const { rounding_mode: mode, rounding_step: step } = commit;
  return texts.html('rounding.mode', { mode: typeof mode === 'string' ? mode : otherwise, step: typeof step === 'string' ? formats.money(step, currency) : '' });
}
