import { Command, InvalidArgumentError } from 'commander';
import { makeToken, OPERATOR_FORM, OPERATOR_ROLES, operatorEntry, type OperatorRole } from '@ownerbot/operations';
import { runCommand } from '../run-command';

/** Makes a token for somebody who may log in to the console; nothing is stored. */
export function operatorTokenCommand(): Command {
  return new Command('operator-token')
    .description('make a token for the console: the token for its holder, and the entry for OPERATOR_TOKENS')
    .argument('<name>', 'who it is for, as the audit will tell', nameOf)
    .argument('[role]', `${OPERATOR_ROLES.join(' or ')}`, roleOf, 'operator')
    .option('--json', 'print the result as JSON')
    .action((name: string, role: OperatorRole, options: { json?: boolean }) =>
      runCommand(options, ({ printer }) => {
        const token = makeToken();
        const entry = operatorEntry(name, role, token);
        printer.result({ name, role, token, entry }, () => `token (for ${name}, kept nowhere else): ${token}\nentry of OPERATOR_TOKENS: ${entry}`);
        return Promise.resolve();
      }),
    );
}

function nameOf(text: string): string {
  if (OPERATOR_FORM.test(`${text}:viewer:${'0'.repeat(64)}`)) return text;
  throw new InvalidArgumentError('letters, digits, ".", "_" and "-", 64 at most');
}

function roleOf(text: string): OperatorRole {
  const role = OPERATOR_ROLES.find((one) => one === text);
  if (role === undefined) throw new InvalidArgumentError(`one of ${OPERATOR_ROLES.join(', ')}`);
  return role;
}
