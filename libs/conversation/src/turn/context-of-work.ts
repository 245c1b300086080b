import type { readSettings } from '@ownerbot/storage';
import { replyContext } from '../decide/reply-context';
import type { ReplyContext } from '../domain/context';
import type { ConversationParts } from './turn-parts';

type Speaking = Pick<ConversationParts, 'composed' | 'clock' | 'status'>;

/** How a job speaks that a turn of this chat caused: it knows who asked and what is set now, but nothing that a turn reads besides. */
export function contextOfWork(parts: Speaking, who: { readonly ownerId: string; readonly chatId: string }, settings: Awaited<ReturnType<typeof readSettings>>): ReplyContext {
  return replyContext(parts.composed, {
    principal: { telegramId: who.ownerId, roles: ['owner'] },
    chatId: who.chatId,
    firstName: null,
    tenant: settings.tenant,
    owner: settings.owner,
    status: parts.status(settings.tenant),
    kept: {},
    now: parts.clock.now(),
  });
}
