import { brokenProvider, noAnswer, noPlan, type PlannerError } from '../errors';
import { isObject, type Payload } from '../tools/check-payload';
import type { JsonAnswer } from './post-json';
import { NO_USAGE, type ProviderReply, type Usage } from './provider';

/** A response of `POST /v1/responses` as what it means. @throws PlannerError */
export function readResponse(answer: JsonAnswer): ProviderReply {
  if (answer.status !== 200) throw failureOf(answer);
  const { body } = answer;
  if (!isObject(body)) throw noPlan('garbage', 'the model answered no JSON object');
  const usage = usageOf(body['usage']);
  if (body['status'] === 'incomplete') throw noPlan('incomplete', 'the answer of the model was cut off', usage);
  if (body['status'] !== 'completed') throw noPlan('failed', 'the model did not complete its answer', usage);
  const parts = partsOf(body['output']);
  if (parts.some(({ type }) => type === 'refusal')) return { content: { type: 'refusal' }, usage };
  const text = parts.map((part) => (part['type'] === 'output_text' && typeof part['text'] === 'string' ? part['text'] : '')).join('');
  if (text.trim() === '') throw noPlan('empty', 'the model answered nothing', usage);
  return { content: { type: 'json', value: parsedPlan(text, usage) }, usage };
}

/** 400, 401, 403, 404 and redirects stay as they are until the configuration changes; all else may pass. */
function failureOf({ status, retryAfterMs }: JsonAnswer): PlannerError {
  if (status === 408 || status === 409 || status === 429 || status >= 500) return noAnswer(`the model answered ${status}`, retryAfterMs);
  return brokenProvider(`the model refuses key, model, address or request (${status})`);
}

/** Contents of all messages, in order; reasoning and other items are skipped. */
function partsOf(output: unknown): Payload[] {
  const items: readonly unknown[] = Array.isArray(output) ? output : [];
  return items.flatMap((item) => {
    const content: unknown = isObject(item) && item['type'] === 'message' ? item['content'] : null;
    return Array.isArray(content) ? content.filter(isObject) : [];
  });
}

function parsedPlan(text: string, usage: Usage): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw noPlan('garbage', 'the model answered text that is no JSON', usage);
  }
}

function usageOf(usage: unknown): Usage {
  if (!isObject(usage)) return NO_USAGE;
  const inputTokens = count(usage['input_tokens']);
  const outputTokens = count(usage['output_tokens']);
  return { inputTokens, outputTokens, totalTokens: Math.max(count(usage['total_tokens']), inputTokens + outputTokens) };
}

const count = (value: unknown): number => (typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0);
