import { setTimeout as delay } from 'node:timers/promises';
import { BOTH, type Fault } from '../fault';

const CALLS = ['sendMessage', 'editMessageText'];

function telegramFault(name: string, rulesOf: (length: 'short' | 'full') => readonly object[], more: Partial<Fault> = {}): Fault {
  return {
    name,
    group: 'telegram',
    backends: BOTH,
    changes: 1,
    ...more,
    async strike({ system, work, length }) {
      await system.sandbox.setFaults(rulesOf(length));
      await work.ask(40);
      await delay(length === 'short' ? 1_500 : 5_000);
      return () => system.sandbox.setFaults([]);
    },
  };
}

/** How updates arrive; the faults are those of Telegram's side of the webhook. */
function deliveryFault(name: string, rule: object, more: Partial<Fault> = {}): Fault {
  return {
    name,
    group: 'delivery',
    backends: BOTH,
    changes: 1,
    ...more,
    async strike({ system, work }) {
      await system.sandbox.setFaults([rule]);
      await work.ask(60);
      return () => system.sandbox.setFaults([]);
    },
  };
}

export const TELEGRAM_FAULTS: readonly Fault[] = [
  telegramFault('telegram-429', (length) => [{ kind: 'too_many_requests', retry_after: length === 'short' ? 2 : 134, count: 3, methods: CALLS }], { changes: 0 }),
  telegramFault('telegram-5xx', () => [{ kind: 'server_error', status: 502, probability: 0.5, methods: CALLS }]),
  telegramFault('telegram-hang', (length) => [{ kind: 'hang', max_ms: length === 'short' ? 2_000 : 20_000, count: 4, executed: true, methods: CALLS }], { mayRepeat: true }),
  telegramFault('telegram-reset-after', () => [{ kind: 'reset_after', probability: 0.3, methods: CALLS }], { mayRepeat: true }),
  telegramFault('telegram-reset-before', () => [{ kind: 'reset_before', probability: 0.3, methods: CALLS }], { mayRepeat: true }),
];

export const DELIVERY_FAULTS: readonly Fault[] = [
  deliveryFault('delivery-duplicate', { kind: 'duplicate', probability: 0.5 }),
  deliveryFault('delivery-concurrent', { kind: 'duplicate', probability: 0.5, concurrent: true }),
  // A form whose texts overtake each other is another request: only questions are reordered.
  deliveryFault('delivery-reordered', { kind: 'reorder', probability: 0.3, hold_ms: 300 }, { orderAsTaken: true, changes: 0 }),
];

