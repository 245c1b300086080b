import { Setting, settingTypes } from '@ownerbot/runtime';

/** Who may use the bot, and what is told and recorded of everybody else. */
export class AccessSettings {
  @Setting({
    key: 'OWNER_IDS',
    type: settingTypes.list(settingTypes.telegramId({ positive: true })),
    readBy: ['worker'],
    default: Object.freeze([]),
    defaultText: 'empty: nobody passes (sandbox: its own person)',
    about: 'Telegram ids of the owners: who passes the gate',
  })
  readonly ownerIds: readonly string[];

  @Setting({ key: 'ACCESS_DENY_AUDIT_ENABLED', type: settingTypes.bool(), readBy: ['worker'], default: true, about: 'record denials' })
  readonly denyAuditEnabled: boolean;

  @Setting({
    key: 'ACCESS_DENY_AUDIT_TTL_SEC',
    type: settingTypes.integer({ min: 1, max: 86_400 }),
    readBy: ['worker'],
    default: 60,
    about: 'at most one record of a denial per user and kind in this time',
  })
  readonly denyAuditTtlSec: number;

  @Setting({
    key: 'ACCESS_DENY_NOTIFY_ONCE',
    type: settingTypes.bool(),
    readBy: ['worker'],
    default: false,
    about: 'one short refusal per stranger, private chats only',
  })
  readonly denyNotifyOnce: boolean;
}
