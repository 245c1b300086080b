import { callService } from './post-form';
import { confidenceOf, textAnswer, textOr } from './read-answer';
import type { Transcriber } from './transcriber';

export interface HttpTranscriberOptions {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly timeoutMs: number;
}

/** A service that speaks `POST /transcribe` and `GET /health`: ours, or any other with this contract. */
export function httpTranscriber({ baseUrl, apiKey, timeoutMs }: HttpTranscriberOptions): Transcriber {
  const base = baseUrl.replace(/\/$/, '');
  const headers: Readonly<Record<string, string>> = apiKey === undefined ? {} : { 'X-API-Key': apiKey };
  return {
    provider: 'http',
    model: 'http',
    async transcribe({ audio, mime, languageHint, biasPrompt, signal }) {
      const form = new FormData();
      form.set('file', new Blob([new Uint8Array(audio)], { type: mime }), 'voice.wav');
      form.set('language', languageHint);
      if (biasPrompt !== '') form.set('prompt', biasPrompt);
      const answer = textAnswer(await callService({ url: `${base}/transcribe`, headers, form, timeoutMs, signal }));
      return { text: answer.text, confidence: confidenceOf(answer['confidence']), language: textOr(answer['language'], null), model: textOr(answer['model'], 'http') };
    },
    async health(signal) {
      const { status, body } = await callService({ url: `${base}/health`, headers, timeoutMs, signal });
      const isOk = status === 200 && typeof body === 'object' && body !== null && 'status' in body && body.status === 'ok';
      return isOk ? { ok: true } : { ok: false, detail: `answered ${status}` };
    },
  };
}
