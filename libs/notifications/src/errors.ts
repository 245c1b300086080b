import { messageOf, OwnerBotError } from '@ownerbot/runtime';

/** The settings of an owner changed again and again while a run decided by them; it comes again. Code `NOTIFY_SETTINGS_MOVED`. */
export class NotifySettingsMovedError extends OwnerBotError {
  constructor(correlationId: string) {
    super('NOTIFY_SETTINGS_MOVED', { message: `the settings changed under the run ${correlationId}`, retry: { afterMs: 1_000 }, fields: { correlationId } });
  }
}

/** Deciding what an owner is told failed: a defect of ours that no repetition cures. Code `NOTIFY_RULE_FAILED`. */
export class NotifyRuleError extends OwnerBotError {
  constructor(kind: string, cause: unknown) {
    super('NOTIFY_RULE_FAILED', { message: `the rule of ${kind} failed: ${messageOf(cause)}`, cause, fields: { kind } });
  }
}
