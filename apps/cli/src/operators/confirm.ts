import { createInterface } from 'node:readline/promises';
import { OwnerBotError } from '@ownerbot/runtime';

/** What cannot be taken back needs a yes, and there is nobody to ask. Code `CONFIRMATION_NEEDED`. */
export class ConfirmationNeededError extends OwnerBotError {
  constructor(what: string) {
    super('CONFIRMATION_NEEDED', { message: `${what}: add --yes to do it without being asked` });
  }
}

/** True with `--yes`, or when the person at the terminal says so. @throws ConfirmationNeededError where nobody can be asked */
export async function confirmed(what: string, { yes, json }: { readonly yes?: boolean; readonly json?: boolean }): Promise<boolean> {
  if (yes === true) return true;
  if (json === true || !process.stdin.isTTY || !process.stderr.isTTY) throw new ConfirmationNeededError(what);
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await asking.question(`${what}? [y/N] `)).trim());
  } finally {
    asking.close();
  }
}
