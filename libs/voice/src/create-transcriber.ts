import { httpTranscriber } from './providers/http';
import { mockTranscriber } from './providers/mock';
import { openaiTranscriber } from './providers/openai';
import { readFixtures } from './providers/read-fixtures';
import type { Transcriber } from './providers/transcriber';
import type { SoundSettings, VoiceSettings } from './voice-settings';

export interface TranscriberOptions {
  readonly settings: Readonly<VoiceSettings>;
  readonly sound: Pick<SoundSettings, 'apiKey' | 'timeoutSec'>;
  readonly openai: { readonly baseUrl: string; readonly apiKey: string | undefined };
}

/** The transcriber of the settings; null where voice is off, or the provider lacks what it needs. @throws StartRefusedError for fixtures that are none */
export function createTranscriber({ settings, sound, openai }: TranscriberOptions): Transcriber | null {
  const timeoutMs = sound.timeoutSec * 1_000;
  switch (settings.provider) {
    case 'off':
      return null;
    case 'mock':
      if (settings.mockText === undefined && settings.mockFixtures === undefined) return null;
      return mockTranscriber({ text: settings.mockText, confidence: settings.mockConfidence, fixtures: settings.mockFixtures === undefined ? {} : readFixtures(settings.mockFixtures) });
    case 'openai':
      return openai.apiKey === undefined ? null : openaiTranscriber({ baseUrl: openai.baseUrl, apiKey: openai.apiKey, model: settings.openaiModel, timeoutMs });
    case 'http':
      return settings.httpBaseUrl === undefined ? null : httpTranscriber({ baseUrl: settings.httpBaseUrl, apiKey: sound.apiKey, timeoutMs });
  }
}
