import { closeQuestion, dueSessions } from '@ownerbot/storage';
import { readSession } from '../model/session';
import { closeExpired, firstExpiry } from '../record/open-requests';
import type { ConversationParts } from '../turn/turn-parts';

/** Records the questions that nobody has answered in time; a turn that comes between records them itself. */
export async function closeQuestions({ db }: Pick<ConversationParts, 'db'>, at: Date, limit: number): Promise<void> {
  for (const { botId, chatId, version, state } of await dueSessions(db, { at, limit })) {
    const { session, audit } = closeExpired(readSession(state), at);
    await closeQuestion(db, {
      botId,
      chatId,
      version,
      state: session,
      dueAt: firstExpiry(session),
      // Of a session that nobody can read any more nothing is known.
      correlationId: String(audit[0]?.fields['request_id'] ?? ''),
      // In a private chat the chat's id is the owner's.
      audit: audit.map((note) => ({ ...note, ownerUserId: chatId, chatId })),
      at,
    });
  }
}
