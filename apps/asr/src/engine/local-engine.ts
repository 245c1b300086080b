import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Logger, Service } from '@ownerbot/runtime';
import { EngineError, type Engine, type EngineState, type Heard } from './engine';
import type { FoundModel } from './find-model';
import { isFromEngine, type ToEngine } from './protocol';

export interface LocalEngineOptions {
  readonly model: FoundModel;
  readonly log: Logger;
  /** Sounds that wait for the one in work. */
  readonly maxWaiting?: number;
  /** The program of the engine's process. */
  readonly program?: string;
  readonly restartAfterMs?: number;
}

interface Request {
  readonly id: number;
  readonly message: ToEngine;
  readonly settle: { readonly heard: (heard: Heard) => void; readonly fail: (error: Error) => void };
}

const MAX_WAITING = 4;
const RESTART_AFTER_MS = 5_000;
const PROGRAM = path.join(__dirname, 'engine-process.js');

/**
 * The engine in a process of its own, one sound at a time. A process that dies takes the sound in work with it, and is started again; one
 * whose caller has gone is ended, since nothing else stops an inference.
 */
export function localEngine({ model, log, maxWaiting = MAX_WAITING, program = PROGRAM, restartAfterMs = RESTART_AFTER_MS }: LocalEngineOptions): Engine & Service {
  let child: ChildProcess | null = null;
  let isReady = false;
  let isStopping = false;
  let lastEnd: string | null = null;
  let restart: NodeJS.Timeout | null = null;
  let nextId = 1;
  let inWork: Request | null = null;
  const waiting: Request[] = [];

  function start(): void {
    if ('missing' in model) return;
    const started = fork(program, [JSON.stringify(model.files)], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: {} });
    child = started;
    started.on('message', (message) => {
      if (!isFromEngine(message)) return;
      if (message.type === 'ready') {
        isReady = true;
        log.info('engine_ready', { model: model.name, pid: started.pid });
        return goOn();
      }
      if (inWork?.id !== message.id) return;
      const { settle } = inWork;
      inWork = null;
      if (message.type === 'heard') settle.heard({ text: message.text, language: message.language });
      else settle.fail(new EngineError('broken', 'the engine failed on this sound'));
      goOn();
    });
    started.once('error', (error) => log.error('engine_failed', { error }));
    started.once('exit', (code, signal) => ended(`ended with ${signal ?? String(code)}`));
  }

  function ended(how: string): void {
    child = null;
    isReady = false;
    lastEnd = how;
    inWork?.settle.fail(new EngineError('broken', 'the engine broke on this sound'));
    inWork = null;
    if (isStopping) return;
    log.warn('engine_ended', { how });
    restart = setTimeout(start, restartAfterMs);
  }

  function goOn(): void {
    if (inWork !== null || !isReady || child === null) return;
    inWork = waiting.shift() ?? null;
    if (inWork !== null) child.send(inWork.message);
  }

  function state(): EngineState {
    if ('missing' in model) return { type: 'no-model', detail: model.missing };
    if (isReady) return { type: 'ready', model: model.name };
    return lastEnd === null ? { type: 'starting' } : { type: 'no-model', detail: `the engine ${lastEnd}` };
  }

  return {
    name: 'engine',
    state,
    start: () => Promise.resolve(start()),
    async stop() {
      isStopping = true;
      if (restart !== null) clearTimeout(restart);
      for (const one of [...waiting.splice(0), ...(inWork === null ? [] : [inWork])]) one.settle.fail(new EngineError('busy', 'the transcriber stops'));
      inWork = null;
      const last = child;
      if (last === null) return;
      const gone = new Promise((resolve) => last.once('exit', resolve));
      last.kill('SIGKILL');
      await gone;
    },
    recognise({ samples, sampleRate }, signal) {
      signal.throwIfAborted();
      const now = state();
      if (now.type !== 'ready') throw new EngineError('no-model', now.type === 'starting' ? 'the model is being loaded' : now.detail);
      if (waiting.length >= maxWaiting) throw new EngineError('busy', 'other sounds are waiting already');
      const id = nextId;
      nextId += 1;
      return new Promise<Heard>((resolve, reject) => {
        const giveUp = (): void => {
          const at = waiting.findIndex((one) => one.id === id);
          if (at >= 0) waiting.splice(at, 1);
          else if (inWork?.id === id) child?.kill('SIGKILL');
          reject(signal.reason instanceof Error ? signal.reason : new EngineError('broken', 'given up'));
        };
        signal.addEventListener('abort', giveUp, { once: true });
        const settled = (): void => signal.removeEventListener('abort', giveUp);
        waiting.push({
          id,
          message: { type: 'recognise', id, samples, sampleRate },
          settle: {
            heard: (heard) => (settled(), resolve(heard)),
            fail: (error) => (settled(), reject(error)),
          },
        });
        goOn();
      });
    },
  };
}
