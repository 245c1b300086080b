import { silentLogger } from '@ownerbot/runtime';
import { waitFor } from '@ownerbot/testing';
import { holdLease, type HeldLease, type LeaseStore } from './hold-lease';

const TIMING = { ttlMs: 200, renewEveryMs: 40, retryEveryMs: 20 };

/** A store whose answers the test decides. */
function scriptedStore(): LeaseStore & { holder: string | undefined; isAway: boolean; renewals: number; releases: number } {
  const fail = () => Promise.reject(new Error('away'));
  return {
    holder: undefined,
    isAway: false,
    renewals: 0,
    releases: 0,
    async acquire(owner) {
      if (this.isAway) return fail();
      this.holder ??= owner;
      return this.holder === owner;
    },
    async renew(owner) {
      if (this.isAway) return fail();
      this.renewals += 1;
      return this.holder === owner;
    },
    async release(owner) {
      this.releases += 1;
      if (this.holder === owner) this.holder = undefined;
    },
  };
}

const never = new AbortController().signal;
let held: HeldLease | undefined;

afterEach(() => held?.release());

test('is renewed as long as it is held, and free after its release', async () => {
  const store = scriptedStore();
  held = await holdLease(store, 'a', TIMING, silentLogger, never);
  await waitFor(() => store.renewals >= 3, { what: 'three renewals' });
  expect(held?.lost.aborted).toBe(false);
  await held?.release();
  expect(store.holder).toBeUndefined();
});

test('is waited for while another process has it', async () => {
  const store = scriptedStore();
  store.holder = 'b';
  const waiting = holdLease(store, 'a', TIMING, silentLogger, never);
  store.holder = undefined;
  held = await waiting;
  expect(store.holder).toBe('a');
});

test('is lost at once when another process has taken it, and then not released', async () => {
  const store = scriptedStore();
  held = await holdLease(store, 'a', TIMING, silentLogger, never);
  store.holder = 'b';
  await waitFor(() => held?.lost.aborted, { what: 'the loss' });
  await held?.release();
  expect([store.holder, store.releases]).toEqual(['b', 0]);
});

test('is given up before it is over when the store does not answer', async () => {
  const store = scriptedStore();
  const takenAt = performance.now();
  held = await holdLease(store, 'a', TIMING, silentLogger, never);
  store.isAway = true;
  await waitFor(() => held?.lost.aborted, { what: 'the loss', everyMs: 1 });
  expect(performance.now() - takenAt).toBeLessThan(TIMING.ttlMs + 40);
});

test('waiting for it ends with the signal', async () => {
  const store = scriptedStore();
  store.holder = 'b';
  const stopping = new AbortController();
  const waiting = holdLease(store, 'a', TIMING, silentLogger, stopping.signal);
  stopping.abort();
  expect(await waiting).toBeUndefined();
});
