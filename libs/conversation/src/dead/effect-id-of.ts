import { lineageOf } from '@ownerbot/operations';
import type { DeadJob } from '@ownerbot/queues';

/** The effect that became a job: as its payload says or, where that cannot be read, as its id does. A replayed message is still its first effect; a replayed tool run is one of its own. */
export function effectIdOf({ kind, id, payload }: Pick<DeadJob, 'kind' | 'id' | 'payload'>): string | null {
  const named: unknown = typeof payload === 'object' && payload !== null && 'effectId' in payload ? payload.effectId : undefined;
  if (typeof named === 'string' && named !== '') return named;
  if (kind === 'tool.run' || kind === 'voice.transcribe' || kind === 'report.render') return id;
  return kind === 'message.send' ? lineageOf(id).base.replace(/-msg$/, '') : null;
}
