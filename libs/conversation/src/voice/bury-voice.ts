import type { JobContext } from '@ownerbot/queues';
import { buryDead, type NewLetter } from '@ownerbot/storage';
import type { ConversationParts } from '../turn/turn-parts';
import { endVoice } from './end-voice';
import { readVoiceRun } from './voice-run';

/** A transcription that is dead ends with its failure, unless it has ended, and becomes a letter. Idempotent. */
export async function buryVoice(parts: ConversationParts, job: Pick<JobContext<'voice.transcribe'>, 'payload' | 'correlationId'>, letter: NewLetter): Promise<void> {
  const { payload, correlationId } = job;
  const run = await readVoiceRun(parts, payload, correlationId);
  if (run !== null && !run.isFinished) await endVoice(parts, run, { end: { type: 'failure', failure: { code: 'ASR_FAILED', reason: 'internal' } }, audit: [] });
  const { buried } = await buryDead(parts.db, { letter, effectId: payload.effectId, at: parts.clock.now() });
  if (buried) parts.observe.buried(letter.kind, letter.code);
}
