import { readFileSync } from 'node:fs';
import { StartRefusedError } from '@ownerbot/runtime';
import { PLAN_FAILED_REASONS } from '../errors';
import { normaliseText } from '../prompt/normalise-text';
import { isObject, type Payload } from '../tools/check-payload';
import type { MockPlan, MockPlans } from './mock';

const FAILURES: Readonly<Record<string, readonly string[]>> = { UPSTREAM_UNAVAILABLE: ['llm'], BAD_CONFIG: ['llm'], PLAN_FAILED: PLAN_FAILED_REASONS };
const ALLOWED = '{ answer, tokens? }, { refusal: true } or { fail: { code, reason } }';

/** The mock's answers, a JSON object of text to {@link MockPlan}. @throws StartRefusedError naming every entry that is none, and every text that is there twice */
export function readFixtures(file: string): MockPlans {
  const entries = Object.entries(readObject(file));
  const plans = new Map<string, MockPlan>();
  const findings: string[] = [];
  for (const [text, plan] of entries) {
    const key = normaliseText(text);
    if (plans.has(key)) findings.push(`MOCK_LLM_FIXTURES: ${JSON.stringify(text)} is there twice`);
    if (isMockPlan(plan)) plans.set(key, plan);
    else findings.push(`MOCK_LLM_FIXTURES: ${JSON.stringify(text)}: ${ALLOWED}`);
  }
  if (findings.length > 0) throw new StartRefusedError('SETTINGS_INVALID', findings);
  return plans;
}

function readObject(file: string): Payload {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isObject(content)) return content;
  } catch {
    // Told below, without the content.
  }
  throw new StartRefusedError('SETTINGS_INVALID', [`MOCK_LLM_FIXTURES: ${file}: one JSON object`]);
}

function isMockPlan(value: unknown): value is MockPlan {
  if (!isObject(value)) return false;
  if ('answer' in value) return isObject(value['answer']) && (value['tokens'] === undefined || Number.isSafeInteger(value['tokens']));
  if ('refusal' in value) return value['refusal'] === true;
  const { fail } = value;
  if (!isObject(fail)) return false;
  const { code, reason } = fail;
  return typeof code === 'string' && typeof reason === 'string' && Object.hasOwn(FAILURES, code) && (FAILURES[code]?.includes(reason) ?? false);
}
