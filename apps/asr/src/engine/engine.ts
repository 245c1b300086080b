/** A sound as the engine takes it: samples of −1..1. */
export interface Recording {
  readonly samples: Float32Array;
  /** Hertz. */
  readonly sampleRate: number;
}

export interface Heard {
  readonly text: string;
  /** The language that the model names; null where it names none. */
  readonly language: string | null;
}

/** Why there is no transcript. `no-model` and `busy` pass; `broken` is one sound's misfortune. */
export type EngineProblem = 'no-model' | 'busy' | 'broken';

export class EngineError extends Error {
  constructor(
    readonly problem: EngineProblem,
    message: string,
  ) {
    super(message);
  }
}

export type EngineState = { readonly type: 'ready'; readonly model: string } | { readonly type: 'starting' } | { readonly type: 'no-model'; readonly detail: string };

/** Recognises one sound after another. */
export interface Engine {
  state(): EngineState;
  /** @throws EngineError; the signal's reason */
  recognise(recording: Recording, signal: AbortSignal): Promise<Heard>;
}
