import type { Principal } from './principal';
import { maskExcerpt } from './mask-excerpt';
import type { AccessSettings } from './settings';

/** What the gate looks at; ids as decimal strings, as in the update. */
export interface Sender {
  readonly userId: string | null;
  readonly isBot: boolean;
  /** `private`, `group`, `supergroup`, `channel`; null for updates without a chat (inline queries). */
  readonly chatKind: string | null;
  /** The field of the update that is set: `message`, `callback_query`, … */
  readonly updateKind: string;
  /** Text of the message or data of the button. */
  readonly text: string | null;
}

export type DenialReason = 'not_owner' | 'not_private' | 'bot' | 'no_user' | 'update_kind';

/** The record of a denial; `throttleKey` and `ttlSec` let one through per user and kind. */
export interface DenialAudit {
  readonly eventType: 'access_denied';
  readonly severity: 'warning';
  readonly throttleKey: string;
  readonly ttlSec: number;
  readonly fields: {
    readonly userId: string | null;
    readonly chatKind: string | null;
    readonly updateKind: string;
    readonly reason: DenialReason;
    readonly excerpt: string | null;
  };
}

export type GateAnswer =
  | { readonly pass: true; readonly principal: Principal }
  | {
      readonly pass: false;
      readonly reason: DenialReason;
      /** Null when denials are not recorded. */
      readonly audit: DenialAudit | null;
      /** Kept key that remembers that this user has been refused; null when nobody is told. */
      readonly refuseOnceKey: string | null;
    };

/** Kinds that can look like a private message of the owner but come through somebody else's account or query. */
const FOREIGN_KINDS = /^(?:business_|edited_business_|deleted_business_|inline_query$|chosen_inline_result$|guest_)/;

/**
 * Lets owners in, in private chats only. Pure.
 * Groups, channels, bots, inline queries and business messages are denied, whoever is behind them.
 */
export function passGate(sender: Sender, settings: Readonly<AccessSettings>): GateAnswer {
  const reason = denialReason(sender, settings.ownerIds);
  if (reason === null && sender.userId !== null) return { pass: true, principal: { telegramId: sender.userId, roles: ['owner'] } };
  return denied(sender, reason ?? 'no_user', settings);
}

function denialReason(sender: Sender, ownerIds: readonly string[]): DenialReason | null {
  if (FOREIGN_KINDS.test(sender.updateKind)) return 'update_kind';
  if (sender.isBot) return 'bot';
  if (sender.chatKind !== 'private') return 'not_private';
  if (sender.userId === null) return 'no_user';
  return ownerIds.includes(sender.userId) ? null : 'not_owner';
}

function denied(sender: Sender, reason: DenialReason, settings: Readonly<AccessSettings>): GateAnswer {
  const who = sender.userId ?? 'nobody';
  const mayTell = settings.denyNotifyOnce && reason === 'not_owner' && sender.updateKind === 'message';
  return {
    pass: false,
    reason,
    refuseOnceKey: mayTell ? `access-refused:${who}` : null,
    audit: settings.denyAuditEnabled
      ? {
          eventType: 'access_denied',
          severity: 'warning',
          throttleKey: `access-denied:${who}:${sender.updateKind}`,
          ttlSec: settings.denyAuditTtlSec,
          fields: {
            userId: sender.userId,
            chatKind: sender.chatKind,
            updateKind: sender.updateKind,
            reason,
            excerpt: sender.text === null ? null : maskExcerpt(sender.text),
          },
        }
      : null,
  };
}
