import type { ModelFiles } from './find-model';
import { isToEngine, type FromEngine } from './protocol';
import { createRecogniser } from './recogniser';

/** The engine's process: it holds the model, and nothing of it can block or break the server. Its argument is the model's files as JSON. */
function run(): void {
  const files = JSON.parse(process.argv[2] ?? 'null') as ModelFiles;
  const say = (message: FromEngine): void => void process.send?.(message);
  const recognise = createRecogniser(files);
  // The server is gone: nobody will ask any more.
  process.once('disconnect', () => process.exit(0));
  process.on('message', (message) => {
    if (!isToEngine(message)) return;
    const { id, samples, sampleRate } = message;
    try {
      say({ type: 'heard', id, ...recognise(samples, sampleRate) });
    } catch {
      say({ type: 'failed', id });
    }
  });
  say({ type: 'ready' });
}

run();
