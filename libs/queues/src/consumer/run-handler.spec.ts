import { OwnerBotError, silentLogger } from '@ownerbot/runtime';
import { done, retry, type Outcome } from '../outcome';
import { runHandler, type Run } from './run-handler';

const forever = (): Promise<Outcome> => new Promise(() => undefined);

async function run(work: (signal: AbortSignal) => Promise<Outcome>, limits: { limitMs?: number; graceMs?: number } = {}, meanwhile?: (run: Run) => void): Promise<string> {
  const outcome = await runHandler({ kind: 'tool.run', limitMs: 5_000, graceMs: 5_000, log: silentLogger, onBegin: (begun) => meanwhile?.(begun), work, ...limits });
  if (outcome === 'lost') return 'lost';
  return outcome.type === 'retry' || outcome.type === 'dead' ? `${outcome.type} ${outcome.error.code}` : outcome.type;
}

const whenAborted = (signal: AbortSignal): Promise<void> => new Promise((resolve) => signal.addEventListener('abort', () => resolve()));

class NeverError extends OwnerBotError {
  constructor() {
    super('NEVER', { message: 'never' });
  }
}

test('the outcome is what the handler returns', async () => {
  expect(await run(async () => done())).toBe('done');
});

test('a thrown error of the project says by itself whether it is tried again; any other is', async () => {
  expect(await run(() => Promise.reject(new NeverError()))).toBe('dead NEVER');
  expect(await run(() => Promise.reject(new TypeError('oops')))).toBe('retry HANDLER_FAILED');
  expect(
    await run(() => {
      throw new TypeError('before the first await');
    }),
  ).toBe('retry HANDLER_FAILED');
});

test('at its limit the signal fires; a handler that stops then has timed out', async () => {
  const stops = async (signal: AbortSignal): Promise<Outcome> => {
    await whenAborted(signal);
    throw new DOMException('aborted', 'AbortError');
  };
  expect(await run(stops, { limitMs: 10 })).toBe('retry RUN_TIMEOUT');
});

test('a handler that ignores its signal is given up after the grace', async () => {
  expect(await run(forever, { limitMs: 5, graceMs: 5 })).toBe('retry RUN_TIMEOUT');
});

test('work that was finished within the grace counts', async () => {
  expect(
    await run(
      async (signal) => {
        await whenAborted(signal);
        return done();
      },
      { limitMs: 5 },
    ),
  ).toBe('done');
});

test('told to stop, a failed or unfinished run is interrupted, whatever it says', async () => {
  const failing = async (signal: AbortSignal): Promise<Outcome> => {
    await whenAborted(signal);
    return retry(new NeverError());
  };
  expect(await run(failing, {}, (one) => setImmediate(() => one.abort('stop', 1_000)))).toBe('interrupted');
  expect(await run(forever, {}, (one) => setImmediate(() => one.abort('stop', 5)))).toBe('interrupted');
});

test('a run whose job another worker has now has no outcome', async () => {
  expect(await run(forever, {}, (one) => setImmediate(() => one.abort('lost', 5)))).toBe('lost');
});
