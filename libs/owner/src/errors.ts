import { OwnerBotError } from '@ownerbot/runtime';

/** Files of the template catalogue are not as they must be; every finding is one line. The start stops. Code `TEMPLATES_INVALID`. */
export class TemplatesInvalidError extends OwnerBotError {
  constructor(readonly findings: readonly string[]) {
    super('TEMPLATES_INVALID', { message: findings.join('\n'), fields: { findings } });
  }
}
