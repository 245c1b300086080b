import path from 'node:path';
import { leakCheck } from '@ownerbot/testing';
import { draw } from '../draw/draw';
import { drawPicture } from '../draw/draw-picture';
import { aTrend, GAP } from '../fixtures/pictures';
import { aReport } from '../fixtures/reports';
import { createDrawingPool, type DrawingPool } from './drawing-pool';

/** Tests run from the source, so that a thread needs what turns it into a program. */
const execArgv = ['--require', path.join(__dirname, '../../../../tools/swc-register.cjs')];
const LIMITS = { concurrency: 1, timeoutMs: 30_000, memoryMb: 256 };
const never = new AbortController().signal;
let pool: DrawingPool;
afterEach(() => pool.stop());

test('a thread draws the bytes that the process draws, and says of what it cannot draw why', async () => {
  pool = createDrawingPool(LIMITS, { execArgv });
  expect((await pool.draw(aTrend(7), never)).equals(drawPicture(aTrend(7)))).toBe(true);
  expect((await pool.draw(aReport(), never)).equals(await draw(aReport()))).toBe(true);
  await expect(pool.draw(aTrend(7, () => GAP), never)).rejects.toMatchObject({ code: 'RENDER_FAILED', step: 'model', retry: 'never', why: 'there is no value to draw' });
});

const broken = (limits: Partial<typeof LIMITS> = {}): DrawingPool =>
  createDrawingPool({ ...LIMITS, ...limits }, { execArgv, filename: require.resolve('../fixtures/broken-thread') });

test('a drawing that hangs is ended in time, and may be tried again', async () => {
  pool = broken({ timeoutMs: 700 });
  await expect(pool.draw({ does: 'hang' }, never)).rejects.toMatchObject({ code: 'RENDER_FAILED', step: 'thread', retry: 'backoff', why: 'it took longer than 700 ms' });
});

test('a drawing that eats its memory, or ends its thread, takes nobody along', async () => {
  pool = broken({ memoryMb: 16 });
  await expect(pool.draw({ does: 'eat' }, never)).rejects.toMatchObject({ step: 'thread', why: 'its thread ended' });
  await expect(pool.draw({ does: 'end' }, never)).rejects.toMatchObject({ step: 'thread', why: 'its thread ended' });
});

test('a thread is replaced after so many drawings', async () => {
  pool = createDrawingPool(LIMITS, { execArgv, filename: require.resolve('../fixtures/broken-thread'), drawingsOfAThread: 2 });
  const names: (number | undefined)[] = [];
  for (let n = 0; n < 3; n += 1) names.push((await pool.draw({ does: 'name itself' }, never))[0]);
  expect(names[1]).toBe(names[0]);
  expect(names[2]).not.toBe(names[0]);
});

test('a drawing that is told to stop rejects with the reason', async () => {
  pool = broken();
  const stop = new AbortController();
  const drawing = pool.draw({ does: 'hang' }, stop.signal);
  stop.abort(new Error('shutting down'));
  await expect(drawing).rejects.toThrow('shutting down');
});

leakCheck();
