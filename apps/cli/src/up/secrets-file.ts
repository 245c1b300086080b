import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeToken } from '@ownerbot/operations';

/** Secrets of the embedded default, made at the first start and kept for the later ones, readable by their user only. */
export interface LocalSecrets {
  readonly webhookSecret: string;
  readonly proposalHmacKey: string;
  /** Opens the console; in a file of its own, because a person reads it. */
  readonly operatorToken: string;
}

export function operatorTokenFile(home: string): string {
  return join(home, 'operator-token');
}

export function loadLocalSecrets(home: string): LocalSecrets {
  const file = join(home, 'secrets.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<LocalSecrets>) : {};
  // A version that needs one more secret makes it, and leaves those that are there.
  const made = {
    webhookSecret: kept.webhookSecret ?? randomBytes(24).toString('base64url'),
    proposalHmacKey: kept.proposalHmacKey ?? randomBytes(32).toString('base64url'),
  };
  if (kept.webhookSecret === undefined || kept.proposalHmacKey === undefined) write(home, file, `${JSON.stringify(made, undefined, 2)}\n`);
  return { ...made, operatorToken: loadOperatorToken(home) };
}

function loadOperatorToken(home: string): string {
  const file = operatorTokenFile(home);
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (kept !== '') return kept;
  const token = makeToken();
  write(home, file, `${token}\n`);
  return token;
}

function write(home: string, file: string, text: string): void {
  mkdirSync(home, { recursive: true, mode: 0o755 });
  writeFileSync(file, text, { mode: 0o600 });
}
