/** What decisions about voice messages go by. */
export interface VoiceRules {
  /** Whether anybody can make a sound text. */
  readonly isOn: boolean;
  /** Longest sound. */
  readonly maxSeconds: number;
  /** Largest file. */
  readonly maxBytes: number;
  /** Words heard with less confidence are asked before they run; 0..1. */
  readonly confidenceThreshold: number;
  /** How long a voice message is kept while the transcriber is away; from its arrival. */
  readonly deadlineSec: number;
}

export const VOICE_OFF: VoiceRules = Object.freeze({ isOn: false, maxSeconds: 0, maxBytes: 0, confidenceThreshold: 1, deadlineSec: 0 });
