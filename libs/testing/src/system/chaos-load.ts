/** One request of the load: the order it asks for is unique, so its answer can be told from all others by a person's eye. */
export interface LoadRequest {
  readonly chatId: string;
  readonly updateId: number;
  readonly orderId: string;
}

export interface Load {
  readonly requests: readonly LoadRequest[];
  /** Raw updates in the order in which they reach Telegram: chats interleaved, each chat in its own order. */
  readonly updates: readonly object[];
}

/** A seeded generator of numbers in [0, 1), so that a failing run can be repeated. Source: mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The orders of the demo shop's history that are visible at any time of the day: those of today may lie in the future. */
const FIRST_ORDER = 2001;
const ORDERS = 2_600;

export interface LoadOptions {
  readonly chats: readonly string[];
  readonly count: number;
  readonly firstUpdateId: number;
  readonly random: () => number;
  readonly now: Date;
  /** Orders that an earlier load of the same system has asked for. */
  readonly skipOrders?: number;
  /** Where the orders of the shop begin; those of the demo shop unless told otherwise. */
  readonly firstOrder?: number;
}

/** `count` requests of `chats`, in random interleaving. */
export function chaosLoad(options: LoadOptions): Load {
  const { chats, count, firstUpdateId, random, skipOrders = 0, firstOrder = FIRST_ORDER } = options;
  if (skipOrders + count > ORDERS) throw new RangeError(`at most ${ORDERS} requests have an order of their own`);
  const date = Math.floor(options.now.getTime() / 1000);
  const requests = Array.from({ length: count }, (_, index): LoadRequest => {
    const chatId = chats[Math.floor(random() * chats.length)] ?? '';
    return { chatId, updateId: firstUpdateId + index, orderId: `OB-${firstOrder + skipOrders + index}` };
  });
  const updates = requests.map(({ chatId, updateId, orderId }) => ({
    update_id: updateId,
    message: {
      message_id: updateId,
      date,
      chat: { id: Number(chatId), type: 'private', first_name: 'Анна' },
      from: { id: Number(chatId), is_bot: false, first_name: 'Анна', language_code: 'ru' },
      text: `заказ ${orderId}`,
    },
  }));
  return { requests, updates };
}
