import { deadlineIn, sleep } from '@ownerbot/runtime';
import { PlannerError } from '../errors';
import { PROMPT_VERSION } from '../prompt/system-text';
import { fingerprintOf } from './fingerprint';
import { postJson } from './post-json';
import type { PlanProvider, ProviderReply, ProviderRequest } from './provider';
import { readResponse } from './read-response';

export interface OpenaiPlannerOptions {
  /** Origin without a slash at its end. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
  /** Of the whole call, its repetition included. */
  readonly timeoutMs: number;
}

const MAX_OUTPUT_TOKENS = 800;
/** Before the repetition, where the service names no time. */
const RETRY_AFTER_MS = 500;
/** Models that reason refuse a temperature. */
const REASONS = /^(?:o\d|gpt-5)/;

/** `POST /v1/responses` with a strict schema. */
export function openaiPlanner({ baseUrl, apiKey, model, timeoutMs }: OpenaiPlannerOptions): PlanProvider {
  const headers = { Authorization: `Bearer ${apiKey}` };
  return {
    provider: 'openai',
    model,
    // The prompt's version too: a request that was refused for its form is tried again once the form has changed.
    fingerprint: fingerprintOf([baseUrl, model, apiKey, PROMPT_VERSION]),
    async ask(request) {
      const deadline = deadlineIn(timeoutMs);
      const attempt = async (): Promise<ProviderReply> => readResponse(await postJson({ url: `${baseUrl}/v1/responses`, headers, body: requestBody(model, request), signal: request.signal, limit: deadline.signal }));
      try {
        return await attempt();
      } catch (error) {
        const waitMs = pauseBefore(error);
        if (waitMs === null || waitMs >= deadline.remainingMs()) throw error;
        await sleep(waitMs, AbortSignal.any([request.signal, deadline.signal]));
        request.signal.throwIfAborted();
        return attempt();
      }
    },
  };
}

export function requestBody(model: string, { system, user, schema }: Pick<ProviderRequest, 'system' | 'user' | 'schema'>): object {
  return {
    model,
    store: false,
    ...(REASONS.test(model) ? {} : { temperature: 0 }),
    max_output_tokens: MAX_OUTPUT_TOKENS,
    instructions: system,
    input: [{ role: 'user', content: [{ type: 'input_text', text: user }] }],
    text: { format: { type: 'json_schema', name: 'plan', strict: true, schema } },
  };
}

/** How long to wait before the one repetition; null: there is none. */
function pauseBefore(error: unknown): number | null {
  return error instanceof PlannerError && error.code === 'UPSTREAM_UNAVAILABLE' ? (error.retryAfterMs ?? RETRY_AFTER_MS) : null;
}
