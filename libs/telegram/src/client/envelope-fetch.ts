import { NotTheBotApi } from './classify-error';

/**
 * A `fetch` that lets only answers of the Bot API through, so that a proxy's error page is known by its status and never parsed.
 * @throws NotTheBotApi when the body is no `{ ok, … }` envelope.
 */
export function envelopeFetch(fetchImpl: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await fetchImpl(input, init);
    const text = await response.text();
    if (!isEnvelope(text)) throw new NotTheBotApi(response.status);
    return new Response(text, { status: response.status });
  };
}

function isEnvelope(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || !('ok' in parsed)) return false;
    return parsed.ok === true || ('error_code' in parsed && typeof parsed.error_code === 'number');
  } catch {
    return false;
  }
}
