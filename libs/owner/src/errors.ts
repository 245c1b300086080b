import { OwnerBotError, StartRefusedError } from '@ownerbot/runtime';

/** Files of the template catalogue are not as they must be; every finding is one line. The start stops with exit code 2. Code `TEMPLATES_INVALID`. */
export class TemplatesInvalidError extends StartRefusedError {
  constructor(findings: readonly string[]) {
    super('TEMPLATES_INVALID', findings);
  }
}

/** What a kind of notification has stored does not fit its class: that kind fails, the others go on. Code `NOTIFY_STATE_INVALID`. */
export class NotifyStateError extends OwnerBotError {
  constructor(state: string, field: string) {
    super('NOTIFY_STATE_INVALID', { message: `${state}: the field ${field} does not fit`, fields: { state, field } });
  }
}
