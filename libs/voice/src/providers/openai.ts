import { confidenceOfTokens } from '../confidence/confidence-of-tokens';
import { callService } from './post-form';
import { textAnswer, textOr } from './read-answer';
import type { Transcriber } from './transcriber';

export interface OpenaiTranscriberOptions {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
  readonly timeoutMs: number;
}

/** Models of this family tell how sure they are of each token. */
const TELLS_LOGPROBS = /^gpt-4o(-mini)?-transcribe/;

/** `POST /v1/audio/transcriptions`. */
export function openaiTranscriber({ baseUrl, apiKey, model, timeoutMs }: OpenaiTranscriberOptions): Transcriber {
  const headers = { Authorization: `Bearer ${apiKey}` };
  return {
    provider: 'openai',
    model,
    async transcribe({ audio, mime, languageHint, biasPrompt, signal }) {
      const form = new FormData();
      form.set('file', new Blob([new Uint8Array(audio)], { type: mime }), 'voice.wav');
      form.set('model', model);
      form.set('language', languageHint);
      if (biasPrompt !== '') form.set('prompt', biasPrompt);
      form.set('response_format', 'json');
      form.set('temperature', '0');
      if (TELLS_LOGPROBS.test(model)) form.set('include[]', 'logprobs');
      const answer = textAnswer(await callService({ url: `${baseUrl}/v1/audio/transcriptions`, headers, form, timeoutMs, signal }));
      return { text: answer.text, confidence: confidenceOfTokens(answer['logprobs']), language: textOr(answer['language'], null), model };
    },
    async health(signal) {
      const { status } = await callService({ url: `${baseUrl}/v1/models/${encodeURIComponent(model)}`, headers, timeoutMs, signal });
      return status === 200 ? { ok: true } : { ok: false, detail: `answered ${status}` };
    },
  };
}
