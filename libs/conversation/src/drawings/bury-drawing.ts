import type { JobContext } from '@ownerbot/queues';
import { buryDead, failDrawing, readDrawing, type NewLetter } from '@ownerbot/storage';
import type { ConversationParts } from '../turn/turn-parts';
import { tellOtherwise } from './tell-otherwise';

/** A drawing that is dead: its file has failed, its text says so, and it becomes a letter. A replay draws the same model. Idempotent. */
export async function buryDrawing(parts: ConversationParts, { payload, correlationId }: Pick<JobContext<'report.render'>, 'payload' | 'correlationId'>, letter: NewLetter): Promise<void> {
  const { effectId, artifactId, botId, chatId } = payload;
  const drawing = await readDrawing(parts.db, payload);
  if (drawing !== null && !drawing.isFinished) {
    await failDrawing(parts.db, { artifactId, code: letter.code });
    await tellOtherwise(parts, { botId, chatId, payload }, { effectId, correlationId });
  }
  const { buried } = await buryDead(parts.db, { letter, effectId, at: parts.clock.now() });
  if (buried) parts.observe.buried(letter.kind, letter.code);
}
