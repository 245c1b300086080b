import { json, type JsonAnswer } from '../public/answer';
import type { Hit } from './fault-list';

/** The answer of a fault that answers without processing; undefined for every other fault. */
export function answerBefore(hit: Hit, correlationId: string): JsonAnswer | undefined {
  const headers: Record<string, string> = { 'x-correlation-id': correlationId };
  switch (hit.fault) {
    case 'status': {
      const status = hit.number('code', 500);
      const location: Record<string, string> = status < 400 ? { location: String(hit.value('location') ?? 'http://127.0.0.1:9/elsewhere') } : {};
      return json(status, { detail: hit.value('detail') ?? `simulated ${status}` }, { ...headers, ...location });
    }
    case 'error_rate': {
      const status = hit.number('status', 500);
      return json(status, { detail: `simulated ${status}` }, headers);
    }
    case 'not_processed': {
      const retryAfter: Record<string, string> = hit.value('retry_after_s') === undefined ? {} : { 'retry-after': String(hit.number('retry_after_s', 0)) };
      return json(503, { detail: { code: 'NOT_PROCESSED', message: 'the request was not started' } }, { ...headers, ...retryAfter });
    }
    case 'rate_limit':
      return json(
        429,
        { detail: { code: 'RATE_LIMITED', message: 'too many requests' } },
        { ...headers, 'retry-after': String(hit.number('retry_after_s', 1)) },
      );
    default:
      return undefined;
  }
}
