import { readFileSync } from 'node:fs';
import { StartRefusedError } from '@ownerbot/runtime';
import type { MockAnswer } from './mock';

const FAILURES: Readonly<Record<string, readonly string[]>> = {
  ASR_FAILED: ['too_long', 'too_large', 'unsupported', 'empty', 'internal'],
  UPSTREAM_UNAVAILABLE: ['asr', 'telegram_file'],
  BAD_CONFIG: ['asr'],
};

/** The mock's answers by the hash of the sound. @throws StartRefusedError naming every entry that is none */
export function readFixtures(file: string): Readonly<Record<string, MockAnswer>> {
  const entries = Object.entries(readObject(file));
  const findings = entries.flatMap(([hash, answer]) => (/^[0-9a-f]{64}$/.test(hash) && isAnswer(answer) ? [] : [`MOCK_ASR_FIXTURES: ${hash}: SHA-256 in hex with { text, confidence? } or { fail: { code, reason } }`]));
  if (findings.length > 0) throw new StartRefusedError('SETTINGS_INVALID', findings);
  return Object.fromEntries(entries) as Readonly<Record<string, MockAnswer>>;
}

function readObject(file: string): object {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content;
  } catch {
    // Told below, without the content.
  }
  throw new StartRefusedError('SETTINGS_INVALID', [`MOCK_ASR_FIXTURES: ${file}: one JSON object`]);
}

function isAnswer(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('text' in value) return typeof value.text === 'string' && (!('confidence' in value) || value.confidence === null || typeof value.confidence === 'number');
  if (!('fail' in value) || typeof value.fail !== 'object' || value.fail === null || !('code' in value.fail) || !('reason' in value.fail)) return false;
  const { code, reason } = value.fail;
  return typeof code === 'string' && typeof reason === 'string' && (FAILURES[code]?.includes(reason) ?? false);
}
