import { createMetrics, fixedClock, silentLogger } from '@ownerbot/runtime';
import { createBacklogGate, type BacklogGate } from './backlog-gate';

let waiting: number;
let counted: number;
let clock: ReturnType<typeof fixedClock>;
let gate: BacklogGate;

function gateOver(count: () => Promise<number>): BacklogGate {
  return createBacklogGate({ count, max: 100, clock, log: silentLogger, metrics: createMetrics(), sampleMs: 250 });
}

beforeEach(() => {
  waiting = 0;
  counted = 0;
  clock = fixedClock('2027-03-15T12:00:00Z');
  gate = gateOver(() => {
    counted += 1;
    return Promise.resolve(waiting);
  });
});

/** What the gate says once the sample that this question started is there. */
async function settled(): Promise<boolean> {
  await gate.isOpen();
  await new Promise(setImmediate);
  return gate.isOpen();
}

test('counts once in its interval, however many requests come', async () => {
  for (let i = 0; i < 50; i += 1) expect(gate.isOpen()).toBe(true);
  await new Promise(setImmediate);
  for (let i = 0; i < 50; i += 1) expect(gate.isOpen()).toBe(true);
  expect(counted).toBe(1);
  clock.advance(250);
  expect(gate.isOpen()).toBe(true);
  expect(counted).toBe(2);
});

test('shuts at the limit and opens below nine tenths of it', async () => {
  waiting = 99;
  expect(await settled()).toBe(true);
  for (const [now, open] of [[100, false], [90, false], [89, true], [99, true], [250, false]] as const) {
    clock.advance(250);
    waiting = now;
    expect(await settled()).toBe(open);
  }
  expect(gate.state()).toEqual({ open: false, waiting: 250 });
});

test('while it is shut, an answer waits for a fresh count', async () => {
  waiting = 100;
  expect(await settled()).toBe(false);
  clock.advance(250);
  waiting = 0;
  expect(await gate.isOpen()).toBe(true);
});

test('a count that fails changes nothing', async () => {
  let fail = false;
  gate = gateOver(() => (fail ? Promise.reject(new Error('away')) : Promise.resolve(100)));
  expect(await settled()).toBe(false);
  fail = true;
  clock.advance(250);
  expect(await settled()).toBe(false);
});
