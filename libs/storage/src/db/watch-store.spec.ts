import { deadlineIn, fixedClock } from '@ownerbot/runtime';
import { faultyProxy, leakCheck, testDatabase, waitFor, type FaultyProxy, type TestDatabase } from '@ownerbot/testing';
import { openDatabase, type Database } from './db';
import { watchStore, type StoreWatch } from './watch-store';

let store: TestDatabase;
let proxy: FaultyProxy;
let db: Database;
let watch: StoreWatch;
let changes: boolean[];
beforeEach(async () => {
  store = await testDatabase({ migrated: false });
  proxy = await faultyProxy({ port: Number(new URL(store.url).port) });
  db = openDatabase({ url: proxy.through(store.url), applicationName: 'test' });
  changes = [];
  watch = watchStore({ db, clock: fixedClock('2026-03-02T12:00:00Z'), probeEveryMs: 20, onChange: (isAvailable) => changes.push(isAvailable) });
  await watch.start();
});
afterEach(async () => {
  await watch.stop(deadlineIn(1000));
  await db.close();
  await proxy.close();
  await store.drop();
});

test('a query that meets Postgres away closes the gate, and its return opens it', async () => {
  await db.ping();
  expect(watch.isAvailable()).toBe(true);
  proxy.cut();
  await db.ping().catch(() => undefined);
  expect(watch.isAvailable()).toBe(false);
  expect(watch.awaySince()).toEqual(new Date('2026-03-02T12:00:00Z'));
  const waiting = watch.waitUntilAvailable(new AbortController().signal);
  proxy.heal();
  await waiting;
  expect(watch.isAvailable()).toBe(true);
  expect(changes).toEqual([false, true]);
});

test('waiting ends with its signal', async () => {
  proxy.cut();
  await db.ping().catch(() => undefined);
  const gaveUp = new AbortController();
  const waiting = watch.waitUntilAvailable(gaveUp.signal);
  gaveUp.abort(new Error('shutting down'));
  await expect(waiting).rejects.toThrow('shutting down');
});

test('an idle connection that breaks closes the gate without a query', async () => {
  await db.ping();
  proxy.cut();
  await waitFor(() => !watch.isAvailable(), { what: 'the gate to close' });
});

leakCheck();
