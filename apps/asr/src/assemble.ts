import { createLogger, createMetrics, listen, secretsOf, service, type Environment, type RunOptions } from '@ownerbot/runtime';
import { findFfmpeg } from '@ownerbot/voice';
import { findModel } from './engine/find-model';
import { localEngine } from './engine/local-engine';
import { createAsrServer } from './server/create-asr-server';
import { loadAsrSettings } from './settings';

const STOP_WITHIN_MS = 8_000;

/** The transcriber from its environment. Without a model it serves all the same, and says so. @throws SettingsError */
export function assemble(env: Environment): RunOptions {
  const settings = loadAsrSettings(env);
  const { address, sound } = settings;
  const log = createLogger({ process: 'asr', level: settings.process.logLevel, secrets: secretsOf(settings) });
  const model = findModel(settings.engine.modelDir);
  if ('missing' in model) log.warn('no_model', { detail: model.missing });
  const engine = localEngine({ model, log });
  const server = createAsrServer({
    engine,
    log,
    metrics: createMetrics({ processMetrics: true }),
    ffmpeg: findFfmpeg(sound.ffmpegPath, env['PATH']),
    apiKey: sound.apiKey,
    maxSeconds: sound.maxSeconds,
    maxBytes: sound.maxBytes,
    timeoutMs: sound.timeoutSec * 1_000,
  });
  const http = service('http', {
    start: async () => log.info('listening', { url: await listen(await server, { host: address.host, port: address.port, portKey: 'ASR_PORT' }) }),
    stop: async () => (await server).close(),
  });
  return { name: 'asr', log, services: [engine, http], stopWithinMs: STOP_WITHIN_MS };
}
