import { codeOf } from '@ownerbot/runtime';
import { runCommand, type CommandContext } from '../run-command';
import { OPERATOR_EXIT } from './exit-codes';

export interface OperatorOptions {
  readonly json?: boolean;
  readonly as?: string;
  readonly yes?: boolean;
}

/** As every command, with the exit codes of operators. */
export function runOperator(options: OperatorOptions, body: (context: CommandContext) => Promise<void>): Promise<void> {
  let code: string | null = null;
  const told = async (context: CommandContext): Promise<void> => {
    try {
      await body(context);
    } catch (error) {
      code = codeOf(error);
      throw error;
    }
  };
  return runCommand({ json: options.json === true }, told).then(() => {
    if (code === 'NOTHING_MATCHES') process.exitCode = OPERATOR_EXIT.nothing;
  });
}
