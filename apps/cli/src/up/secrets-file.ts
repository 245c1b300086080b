import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets of the embedded default, made at the first start and kept for the later ones, readable by their user only. */
export interface LocalSecrets {
  readonly webhookSecret: string;
}

export function loadLocalSecrets(home: string): LocalSecrets {
  const file = join(home, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as LocalSecrets;
  const made: LocalSecrets = { webhookSecret: randomBytes(24).toString('base64url') };
  mkdirSync(home, { recursive: true, mode: 0o755 });
  writeFileSync(file, `${JSON.stringify(made, undefined, 2)}\n`, { mode: 0o600 });
  return made;
}
