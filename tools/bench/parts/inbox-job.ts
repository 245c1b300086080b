import { BOT_ID, textUpdate } from './updates';

/** The job of one text of one owner, as ingest adds it. */
export function inboxJob(updateId: number, chatId: string, text: string, receivedAt: Date) {
  const id = `tg-${BOT_ID}-${updateId}`;
  const update = textUpdate(updateId, chatId, text, Math.floor(receivedAt.getTime() / 1_000));
  return {
    kind: 'inbox.update' as const,
    id,
    laneKey: chatId,
    correlationId: id,
    payload: { botId: BOT_ID, updateId: String(updateId), chatId, userId: chatId, receivedAt: receivedAt.toISOString(), update },
  };
}
