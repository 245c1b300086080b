export type BroadcastState = 'running' | 'paused' | 'done' | 'cancelled';

/** `sending`: marked before the call of Telegram. `unconfirmed`: it may have arrived, and is never sent again. */
export type RecipientState = 'waiting' | 'queued' | 'sending' | 'sent' | 'failed' | 'unconfirmed' | 'cancelled';

export interface RecipientKey {
  readonly broadcastId: string;
  readonly chatId: string;
}

export interface BroadcastFacts {
  readonly id: string;
  readonly botId: string;
  readonly state: BroadcastState;
  readonly silent: boolean;
  readonly total: number;
  readonly requestedBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  /** How many recipients are in each state that occurs. */
  readonly recipients: Readonly<Partial<Record<RecipientState, number>>>;
}
