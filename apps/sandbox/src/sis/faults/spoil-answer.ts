import type { JsonAnswer } from '../public/answer';
import type { FaultName } from './fault-rule';

type Body = Readonly<Record<string, unknown>>;

/** Turns a good answer into the malformed one of a fault. Faults of other groups leave it as it is. */
export function spoilAnswer(answer: JsonAnswer, fault: FaultName | undefined): JsonAnswer {
  const spoil = fault === undefined ? undefined : spoilers[fault];
  return spoil === undefined ? answer : spoil(answer, answer.body as Body);
}

const isGood = (answer: JsonAnswer): boolean => answer.status < 300;
const withBody = (answer: JsonAnswer, body: unknown): JsonAnswer => ({ ...answer, body, text: undefined });
const withText = (answer: JsonAnswer, text: string): JsonAnswer => ({ ...answer, text });

function without(body: Body, name: string): Body {
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));
}

function dataOf(body: Body): Body {
  return (body['data'] ?? {}) as Body;
}

const spoilers: Partial<Record<FaultName, (answer: JsonAnswer, body: Body) => JsonAnswer>> = {
  bad_json: (answer, body) => {
    const text = answer.text ?? JSON.stringify(body);
    return withText(answer, text.slice(0, Math.ceil(text.length / 2)));
  },
  no_provenance: (answer, body) => (isGood(answer) ? withBody(answer, without(body, 'provenance')) : answer),
  no_total: (answer, body) => {
    const data = dataOf(body);
    if (!isGood(answer) || data['page'] === undefined) return answer;
    const provenance = { ...(body['provenance'] as Body), counts: null };
    return withBody(answer, { ...body, data: { ...data, page: without(data['page'] as Body, 'total') }, provenance });
  },
  string_warnings: (answer, body) => (isGood(answer) ? withBody(answer, { ...body, warnings: ['the shop has something to say'] }) : answer),
  bare_body: (answer, body) => (isGood(answer) ? withBody(answer, dataOf(body)) : answer),
  detail_string: (answer, body) => {
    const detail = body['detail'];
    if (isGood(answer) || typeof detail !== 'object' || detail === null) return answer;
    return withBody(answer, { detail: String((detail as Body)['message'] ?? '') });
  },
  html: (answer) => ({ ...answer, headers: { ...answer.headers, 'content-type': 'text/html; charset=utf-8' }, text: '<!doctype html><title>Maintenance</title><h1>Back soon</h1>' }),
  wrong_schema: (answer, body) => (isGood(answer) ? withBody(answer, { ...body, data: { unexpected: [dataOf(body)] } }) : answer),
  not_ok: (answer, body) =>
    withBody(answer, { ok: false, error: { code: 'INTERNAL', message: 'the shop failed' }, correlation_id: body['correlation_id'] ?? null }),
};
