import { lineageOf } from '@ownerbot/operations';
import type { DeadJob } from '@ownerbot/queues';

/** Kinds whose job has the id of its effect. */
export const RUNS: readonly string[] = ['tool.run', 'voice.transcribe', 'intent.plan', 'report.render'];

/** The effect that became a job: as its payload says or, where that cannot be read, as its id does. A replayed message is still its first effect; a replayed tool run is one of its own. */
export function effectIdOf({ kind, id, payload }: Pick<DeadJob, 'kind' | 'id' | 'payload'>): string | null {
  const named: unknown = typeof payload === 'object' && payload !== null && 'effectId' in payload ? payload.effectId : undefined;
  if (typeof named === 'string' && named !== '') return named;
  if (RUNS.includes(kind)) return id;
  return kind === 'message.send' ? lineageOf(id).base.replace(/-msg$/, '') : null;
}
