import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadLocalSecrets } from './secrets-file';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ownerbot-secrets-'));
});
afterEach(() => rmSync(home, { recursive: true }));

test('secrets are made once, kept, and readable by their user only', () => {
  const made = loadLocalSecrets(home);
  expect(Buffer.byteLength(made.proposalHmacKey)).toBeGreaterThanOrEqual(32);
  expect(loadLocalSecrets(home)).toEqual(made);
  expect(statSync(join(home, 'secrets.json')).mode & 0o777).toBe(0o600);
});

test('a file of an earlier version keeps what it has and gains what is new', () => {
  writeFileSync(join(home, 'secrets.json'), '{"webhookSecret":"of-before"}');
  const made = loadLocalSecrets(home);
  expect(made.webhookSecret).toBe('of-before');
  expect(JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8'))).toEqual(made);
});
