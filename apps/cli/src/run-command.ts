import { existsSync } from 'node:fs';
import { codeOf, EXIT, messageOf, redactor, SettingsError, type Environment } from '@ownerbot/runtime';
import { createPrinter, type Printer } from './output/printer';

/** Errors of these codes say that the environment is broken rather than that the work failed. */
const ENVIRONMENT_CODES = new Set(['SETTINGS_INVALID', 'PORT_TAKEN', 'DATA_VERSION_MISMATCH', 'DISK_FULL', 'BINARIES_MISSING', 'FOLDER_UNREACHABLE', 'SERVER_USER_MISSING', 'LOCAL_REDIS_FAILED']);

export interface CommandContext {
  readonly env: Environment;
  readonly printer: Printer;
}

/**
 * Runs the body of a command: reads `.env` first, turns an error into a text a person can act on (or into
 * `{ "error": … }` with `--json`) and into the exit code.
 */
export async function runCommand(options: { json?: boolean }, body: (context: CommandContext) => Promise<void>): Promise<void> {
  const printer = createPrinter(options.json === true);
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
    await body({ env: process.env, printer });
  } catch (error) {
    const code = codeOf(error);
    process.exitCode = ENVIRONMENT_CODES.has(code) ? EXIT.environment : EXIT.failed;
    const redact = redactor([]);
    if (printer.json) printer.result({ error: { code, message: redact(messageOf(error)), ...findingsOf(error) } }, () => '');
    else process.stderr.write(`${redact(describe(error, code))}\n`);
  }
}

function findingsOf(error: unknown): object {
  return error instanceof SettingsError ? { findings: error.findings } : {};
}

function describe(error: unknown, code: string): string {
  if (error instanceof SettingsError) {
    const lines = error.findings.map((one) => `  ${one.key}: found ${one.found}; allowed: ${one.allowed}`);
    return ['✗ The settings do not fit:', ...lines, '  ENV.example lists every key.'].join('\n');
  }
  return `✗ ${messageOf(error)} (${code})`;
}
