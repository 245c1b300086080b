import { memoryReads, type MemoryReads } from '@ownerbot/shop';
import type { Sim } from '../sim';

interface Asking {
  readonly shopId: number;
  readonly actor: number;
  readonly correlationId: string;
}

/** Nothing cuts a question over rows in memory. */
const NEVER = new AbortController().signal;

/** The rules of the reads over the shop as it stands. */
export function readsNow({ store, timezone, clock }: Sim, { shopId, actor, correlationId }: Asking, now: Date = clock.now()): MemoryReads {
  const { rows, settings } = store.state();
  return memoryReads(rows, {
    now,
    system: 'sis',
    historyFrom: settings.history_from ?? undefined,
    call: { shopId, currency: settings.currency, timezone, actorTelegramId: String(actor), correlationId, signal: NEVER },
  });
}
