import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadLocalSecrets, operatorTokenFile } from './secrets-file';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ownerbot-secrets-'));
});
afterEach(() => rmSync(home, { recursive: true }));

test('secrets are made once, kept, and readable by their user only', () => {
  const made = loadLocalSecrets(home);
  expect(Buffer.byteLength(made.proposalHmacKey)).toBeGreaterThanOrEqual(32);
  expect(loadLocalSecrets(home)).toEqual(made);
  for (const file of ['secrets.json', 'operator-token']) expect(statSync(join(home, file)).mode & 0o777).toBe(0o600);
  expect(readFileSync(operatorTokenFile(home), 'utf8')).toBe(`${made.operatorToken}\n`);
});

test('a file of an earlier version keeps what it has and gains what is new', () => {
  writeFileSync(join(home, 'secrets.json'), '{"webhookSecret":"of-before"}');
  const made = loadLocalSecrets(home);
  expect(made.webhookSecret).toBe('of-before');
  const { operatorToken, ...kept } = made;
  expect(operatorToken).toMatch(/^ob_/);
  expect(JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8'))).toEqual(kept);
});
