import type { ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import type { QualityLevel } from '@ownerbot/tools';

/** How good an answer is, what it stands on, and how many remarks there are. */
export function qualityLine({ level, basis, notes }: { readonly level: QualityLevel; readonly basis: 'data' | 'hypothesis' | 'mixed'; readonly notes: number }, { texts }: Pick<ReplyContext, 'texts'>): string {
  const line = texts.html('quality.line', { level, basis });
  return notes === 0 ? line : texts.html('quality.noted', { quality: asHtml(line), notes });
}
