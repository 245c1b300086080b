import { createRequire } from 'node:module';
import type { Heard } from './engine';
import type { ModelFiles } from './find-model';

interface Stream {
  acceptWaveform(wave: { samples: Float32Array; sampleRate: number }): void;
}

interface OfflineRecognizer {
  createStream(): Stream;
  decode(stream: Stream): void;
  getResult(stream: Stream): { readonly text: string; readonly lang?: string };
}

interface Sherpa {
  readonly OfflineRecognizer: new (config: object) => OfflineRecognizer;
}

const FEATURES = { sampleRate: 16_000, featureDim: 80 };

/** Loads a model with sherpa-onnx, which is an optional package. Throws where the package or the model is not usable; a broken model may end the process. */
export function createRecogniser(files: ModelFiles): (samples: Float32Array, sampleRate: number) => Heard {
  const { OfflineRecognizer } = createRequire(__filename)('sherpa-onnx-node') as Sherpa;
  const recognizer = new OfflineRecognizer({ featConfig: FEATURES, modelConfig: { ...modelConfig(files), tokens: files.tokens, numThreads: 1, provider: 'cpu', debug: 0 } });
  return (samples, sampleRate) => {
    const stream = recognizer.createStream();
    stream.acceptWaveform({ samples, sampleRate });
    recognizer.decode(stream);
    const { text, lang } = recognizer.getResult(stream);
    return { text: text.trim(), language: lang === undefined || lang === '' ? null : lang };
  };
}

function modelConfig(files: ModelFiles): object {
  switch (files.type) {
    case 'transducer':
      return { transducer: { encoder: files.encoder, decoder: files.decoder, joiner: files.joiner } };
    case 'whisper':
      return { whisper: { encoder: files.encoder, decoder: files.decoder, task: 'transcribe' } };
    case 'nemo-ctc':
      return { nemoCtc: { model: files.model } };
  }
}
