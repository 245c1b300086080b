import { StartRefusedError } from '@ownerbot/runtime';

/** Files of the template catalogue are not as they must be; every finding is one line. The start stops with exit code 2. Code `TEMPLATES_INVALID`. */
export class TemplatesInvalidError extends StartRefusedError {
  constructor(findings: readonly string[]) {
    super('TEMPLATES_INVALID', findings);
  }
}
