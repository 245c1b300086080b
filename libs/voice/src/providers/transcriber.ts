/** A sound to be read: WAV, 16 kHz, mono. */
export interface TranscribeRequest {
  readonly audio: Buffer;
  readonly mime: 'audio/wav';
  readonly durationSec: number;
  readonly languageHint: 'ru' | 'en';
  /** Words that are likely, at most 600 characters; holds no data of the shop. */
  readonly biasPrompt: string;
  readonly correlationId: string;
  readonly signal: AbortSignal;
}

export interface Transcript {
  readonly text: string;
  /** 0..1; null where the service tells nothing of it. */
  readonly confidence: number | null;
  readonly language: string | null;
  readonly model: string;
}

export interface TranscriberHealth {
  readonly ok: boolean;
  readonly detail?: string;
}

/** Turns sound into text, elsewhere. */
export interface Transcriber {
  readonly provider: 'mock' | 'openai' | 'http';
  /** Part of the key of stored transcripts. */
  readonly model: string;
  /** One attempt. @throws VoiceError; the signal's reason when it is aborted */
  transcribe(request: TranscribeRequest): Promise<Transcript>;
  health(signal: AbortSignal): Promise<TranscriberHealth>;
}
