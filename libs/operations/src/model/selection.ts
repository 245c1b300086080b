import type { LetterState } from '@ownerbot/storage';

/** Which dead letters. Every condition that is given must hold; none means all open ones. */
export interface LetterFilter {
  readonly kind?: string;
  readonly queue?: string;
  readonly code?: string;
  /** 16 hex digits. */
  readonly fingerprint?: string;
  /** Telegram's id of a chat, as text. */
  readonly chatId?: string;
  /** Died at or after this moment. */
  readonly since?: Date;
  /** Died before this moment. */
  readonly until?: Date;
  /** Found in the message, the correlation id or the payload, whatever the case. */
  readonly text?: string;
  /** Default `open`; `any` for all. Only open ones can be replayed or discarded. */
  readonly state?: LetterState | 'any';
}

/** Letters by their ids, or all that match. `{ filter: {} }` is every open letter. */
export type Selection = { readonly ids: readonly string[] } | { readonly filter: LetterFilter };

export interface PageQuery {
  /** 1..500, default 50. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly cursor?: string | null;
}

/** A page of a list, in the form in which it is printed. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Of the whole list. */
  readonly total: number;
  /** Hand it in as `cursor` for what follows; null at the end. */
  readonly next: string | null;
}
