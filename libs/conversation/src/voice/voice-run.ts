import type { VoiceTranscribe } from '@ownerbot/queues';
import { effectId } from '../model/effect';
import type { ConversationParts } from '../turn/turn-parts';
import { readWaitedRun, type WaitedRun } from '../turn/waited-run';
import { KEPT_N, LISTENING_N } from './voice-run-parts';

export interface VoiceRun extends WaitedRun<VoiceTranscribe> {
  /** When the owner was told that it is kept. */
  readonly keptSince: Date | null;
}

/** Null: the effect is unknown, so nobody waits for its end. */
export async function readVoiceRun(parts: ConversationParts, payload: VoiceTranscribe, correlationId: string): Promise<VoiceRun | null> {
  const run = await readWaitedRun(parts, payload, correlationId);
  return run === null ? null : { ...run, keptSince: run.saidAt(effectId(payload.effectId, KEPT_N)) };
}

/** The message of this transcription that the next one is edited into. */
export function saidLast({ payload, said }: Pick<VoiceRun, 'payload' | 'said'>): string | null {
  return [KEPT_N, LISTENING_N].map((n) => effectId(payload.effectId, n)).find((id) => said.has(id)) ?? null;
}
