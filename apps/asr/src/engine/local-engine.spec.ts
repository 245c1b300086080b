import path from 'node:path';
import { deadlineIn, silentLogger } from '@ownerbot/runtime';
import { waitFor } from '@ownerbot/testing';
import { EngineError, type Engine } from './engine';
import { localEngine, type LocalEngineOptions } from './local-engine';

const DOUBLE = path.join(__dirname, '..', 'fixtures', 'engine-double.cjs');
const files = { type: 'nemo-ctc', model: 'm', tokens: 't' } as const;

let engine: ReturnType<typeof localEngine>;
async function open(more: Partial<LocalEngineOptions> = {}): Promise<void> {
  engine = localEngine({ model: { files, name: 'double' }, log: silentLogger, program: DOUBLE, restartAfterMs: 1, ...more });
  await engine.start?.();
}
const ready = () => waitFor(() => engine.state().type === 'ready', { what: 'the engine' });
afterEach(() => engine.stop?.(deadlineIn(5_000)));

/** 0 is heard, 0.1 ends the process, 0.2 fails, 0.3 never ends. */
const sound = (wish: number, length = 3) => ({ samples: new Float32Array(length).fill(wish), sampleRate: 16_000 });
const never = new AbortController().signal;

async function problemOf(work: ReturnType<Engine['recognise']> | (() => ReturnType<Engine['recognise']>)): Promise<string> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    return error instanceof EngineError ? error.problem : String(error);
  }
  return 'none';
}

test('sounds are recognised one after another, each with its own answer', async () => {
  await open();
  await ready();
  const heard = await Promise.all([1, 2, 3].map((length) => engine.recognise(sound(0, length), never)));
  expect(heard.map(({ text }) => text)).toEqual(['1 samples', '2 samples', '3 samples']);
});

test('a sound that ends the process fails alone; those behind it are recognised when it is back', async () => {
  await open();
  await ready();
  const [first, second] = [problemOf(engine.recognise(sound(0.1), never)), engine.recognise(sound(0, 2), never)];
  expect(await first).toBe('broken');
  await expect(second).resolves.toMatchObject({ text: '2 samples' });
});

test('a sound that the engine cannot take fails alone', async () => {
  await open();
  await ready();
  expect(await problemOf(engine.recognise(sound(0.2), never))).toBe('broken');
  await expect(engine.recognise(sound(0), never)).resolves.toMatchObject({ language: 'ru' });
});

test('whoever gives up ends an inference that never ends, and the next sound goes on', async () => {
  await open();
  await ready();
  const stop = new AbortController();
  const hanging = problemOf(engine.recognise(sound(0.3), stop.signal));
  const next = engine.recognise(sound(0), never);
  stop.abort(new EngineError('busy', 'gone'));
  expect(await hanging).toBe('busy');
  await expect(next).resolves.toMatchObject({ text: '3 samples' });
});

test('more sounds than may wait are turned away', async () => {
  await open({ maxWaiting: 1 });
  await ready();
  const hanging = problemOf(engine.recognise(sound(0.3), never));
  const waiting = problemOf(engine.recognise(sound(0), never));
  expect(await problemOf(() => engine.recognise(sound(0), never))).toBe('busy');
  await engine.stop?.(deadlineIn(5_000));
  expect([await hanging, await waiting]).toEqual(['busy', 'busy']);
});

test('without a model it says so and starts nothing', async () => {
  await open({ model: { missing: 'ASR_MODEL_DIR is not set' } });
  expect(engine.state()).toEqual({ type: 'no-model', detail: 'ASR_MODEL_DIR is not set' });
  expect(await problemOf(() => engine.recognise(sound(0), never))).toBe('no-model');
});
