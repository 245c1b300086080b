import type { LongPoll } from '../delivery/long-poll';
import type { WebhookPusher } from '../delivery/webhook-pusher';
import type { World } from '../state/world';
import type { Params } from './read/params';

/** What a method works with. `signal` is aborted when the caller hangs up. */
export interface MethodContext {
  world: World;
  longPoll: LongPoll;
  webhook: WebhookPusher;
  params: Params;
  signal: AbortSignal;
}

/** A result with the sentence that Telegram adds to some of them. */
export class Described {
  constructor(
    readonly result: unknown,
    readonly description: string,
  ) {}
}

/** One method of the Bot API. Returns its `result`; refuses by throwing a BotApiError. */
export type Method = (context: MethodContext) => unknown;
