import type { Producer } from '@ownerbot/queues';
import type { Clock, Logger } from '@ownerbot/runtime';
import type { ShopCall, ShopMode } from '@ownerbot/shop';
import type { ChatKey, Database, NewEffect, TenantSettings, WrittenEffect } from '@ownerbot/storage';
import type { AtActionCrash } from './crash-points';
import type { SealKeys } from './integrity/seal';
import type { ActionRegistry } from './model/action-definition';
import type { Figures } from './plans/fill-in';
import type { ProposalView } from './model/proposal-view';
import type { ApplyPort } from './port/apply-port';

/** Randomness, so that tests decide it. */
export interface ActionIds {
  /** UUID v7 of this moment. */
  proposalId(at: Date): string;
  /** `obk-` and 32 hex digits. */
  decisionKey(): string;
  /** Another one for each run of a commit. */
  leaseOwner(): string;
}

/** A message about a proposal: Telegram HTML and rows of buttons. */
export interface ProposalMessage {
  readonly html: string;
  readonly buttons?: readonly (readonly { readonly text: string; readonly data: string }[])[];
}

/** Words for proposals; made by whoever knows catalogues and presenters. */
export interface ActionTexts {
  /** What the owner reads of a proposal as it is now. Reads settings, so never inside a transaction. Must not fail for a domain's defect. */
  say(view: ProposalView): Promise<ProposalMessage>;
  /** What a message to the team names of a change that is done, in the tenant's language and zone. Pure. */
  figures(tenant: TenantSettings, done: { readonly result: Readonly<Record<string, unknown>>; readonly at: Date }): Figures;
}

export interface WrittenChange {
  readonly chat: ChatKey & { readonly correlationId: string };
  readonly effects: readonly NewEffect[];
  readonly written: readonly WrittenEffect[];
  /** Another message of the chat may have become ready. */
  readonly recheck: boolean;
}

export interface ActionLimits {
  readonly proposalTtlSec: number;
  readonly commitDeadlineSec: number;
  /** How long a fresh preview is kept while the shop is down. */
  readonly readRetryDeadlineSec: number;
}

/** What proposals and commits are made of. */
export interface ActionParts {
  readonly db: Database;
  readonly producer: Pick<Producer, 'add' | 'addAll'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly keys: SealKeys;
  readonly limits: ActionLimits;
  readonly registry: ActionRegistry;
  /** The shop of a mode; rejects with `ShopError` where the mode has none. */
  readonly shops: (mode: ShopMode, call: ShopCall) => Promise<ApplyPort>;
  /** The mode that counts now. */
  readonly effectiveMode: (tenant: TenantSettings) => ShopMode;
  readonly texts: ActionTexts;
  /** Puts effects that were written into their queues and marks them. */
  readonly dispatch: (change: WrittenChange) => Promise<void>;
  readonly ids: ActionIds;
  /** Names this process in audit. */
  readonly worker: string;
  readonly atCrashPoint: AtActionCrash;
}
