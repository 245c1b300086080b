import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets of the embedded default, made at the first start and kept for the later ones, readable by their user only. */
export interface LocalSecrets {
  readonly webhookSecret: string;
  readonly proposalHmacKey: string;
}

export function loadLocalSecrets(home: string): LocalSecrets {
  const file = join(home, 'secrets.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<LocalSecrets>) : {};
  const { webhookSecret, proposalHmacKey } = kept;
  if (webhookSecret !== undefined && proposalHmacKey !== undefined) return { webhookSecret, proposalHmacKey };
  // A version that needs one more secret makes it, and leaves those that are there.
  const made: LocalSecrets = {
    webhookSecret: webhookSecret ?? randomBytes(24).toString('base64url'),
    proposalHmacKey: proposalHmacKey ?? randomBytes(32).toString('base64url'),
  };
  mkdirSync(home, { recursive: true, mode: 0o755 });
  writeFileSync(file, `${JSON.stringify(made, undefined, 2)}\n`, { mode: 0o600 });
  return made;
}
