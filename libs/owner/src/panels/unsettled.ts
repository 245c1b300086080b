import type { ReplyButton, ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import { fitLabel } from '@ownerbot/telegram';

/** Changes whose outcome is open: they stand before everything else, for they hold back others of their kind. */
export function unsettledSection({ recent, texts, formats }: ReplyContext): string[] {
  if (recent.unsettled.length === 0) return [];
  const lines = recent.unsettled.map(({ title, since }) => texts.html('panel.unsettled.line', { title: asHtml(title), at: since === null ? '' : formats.moment(since.toISOString()) }));
  return [[texts.html('panel.unsettled.title'), ...lines].join('\n')];
}

/** Looks at the shop once more; the message of the change itself tells what was found. */
export function unsettledRows({ recent, texts }: ReplyContext): ReplyButton[][] {
  return recent.unsettled.map(({ proposalId }, at) => [
    { text: fitLabel(recent.unsettled.length === 1 ? texts.text('panel.unsettled.check') : texts.text('panel.unsettled.check_nth', { nth: String(at + 1) })), data: `settle:${proposalId}:check` },
  ]);
}
