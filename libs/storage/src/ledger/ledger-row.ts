/** A chat of a bot. Ids of Telegram are decimal strings. */
export interface ChatKey {
  readonly botId: string;
  readonly chatId: string;
}

/** What a turn handles: an update itself, or an internal event of it. One request may keep its chat waiting twice: for its words, then for its plan. */
export type LedgerEvent = 'update' | 'heard' | 'planned' | 'waited' | 'waited-planned';

export type LedgerState = 'claimed' | 'held' | 'decided' | 'done' | 'dead';

/** An update, or an internal event of one, as the ledger knows it. */
export interface LedgerRow extends ChatKey {
  /** Place in the order of all requests; a decimal string. */
  readonly seq: string;
  readonly updateId: string;
  readonly event: LedgerEvent;
  readonly userId: string | null;
  readonly kind: string;
  readonly correlationId: string;
  readonly state: LedgerState;
  readonly result: string | null;
  readonly receivedAt: Date;
  /** Null when retention has removed it. */
  readonly payload: object | null;
}
