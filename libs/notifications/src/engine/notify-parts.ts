import type { JobRequest } from '@ownerbot/queues';
import type { Clock, Logger } from '@ownerbot/runtime';
import type { Database, Db, NewEffect, NewKeptValue, NotifyKind, OwnerSettings, TenantSettings } from '@ownerbot/storage';
import type { ToolRequest, ToolResponse } from '@ownerbot/tools';
import type { NotifyRules } from '../model/decision';
import type { NotifyMessage } from '../model/message';
import type { AnyNotificationKind } from '../model/notification-kind';

/** Kinds of message: those that are subscribed to, and what OwnerBot says of itself and of the shop. */
export type MessageKind = NotifyKind | 'upstream' | 'notice';

export interface PresentOrder {
  readonly kind: MessageKind;
  readonly message: NotifyMessage;
  readonly ownerUserId: string;
  readonly settings: { readonly tenant: TenantSettings; readonly owner: OwnerSettings };
  /** The days of the content are those of this zone. */
  readonly zone: string;
  readonly now: Date;
}

/** A file below the text of a notification. */
export interface PresentedFile {
  readonly part: 'photo' | 'document';
  readonly artifactId: string;
  /** The effect whose message brings it. */
  readonly effectId: string;
  /** What makes it come: its message, or the drawing before it. */
  readonly effect: NewEffect;
  /** Belongs into the transaction of the decision. */
  store(tx: Db): Promise<void>;
}

/** What a person is shown. */
export interface Presented {
  /** HTML of Telegram. */
  readonly html: string;
  readonly buttons: readonly (readonly { readonly text: string; readonly data: string }[])[];
  readonly keep: readonly NewKeptValue[];
  /** The file of a text that has this effect; null: there is none. */
  file(text: { readonly effectId: string; readonly correlationId: string; readonly botId: string; readonly at: Date }): PresentedFile | null;
}

export interface NotifyObserver {
  /** `lateMs`: from when it was due to its end. */
  run(kind: string, outcome: string, lateMs: number): void;
  part(channel: string, state: string): void;
}

/** What notifications are made of. */
export interface NotifyParts {
  readonly db: Database;
  readonly producer: { addAll(jobs: readonly JobRequest[]): Promise<void> };
  readonly clock: Clock;
  readonly log: Logger;
  /** Null without a bot: then nobody can be told anything, and nothing is planned. */
  readonly botId: string | null;
  readonly kinds: readonly AnyNotificationKind[];
  readonly rules: NotifyRules;
  /** Runs a tool as the owner's own; errors of the shop are part of the response. */
  readonly ask: (request: ToolRequest, attempt: { readonly attempt: number; readonly signal: AbortSignal }) => Promise<ToolResponse>;
  /** Null: no domain has this tool. */
  readonly versionOf: (tool: string) => string | null;
  /** The data mode that counts now. */
  readonly effectiveMode: (tenant: TenantSettings) => ToolRequest['mode'];
  readonly present: (order: PresentOrder) => Presented;
  /** Sends what may leave of a chat. */
  readonly dispatch: (chat: { readonly botId: string; readonly chatId: string }) => Promise<unknown>;
  readonly newId: () => string;
  readonly observe: NotifyObserver;
}
