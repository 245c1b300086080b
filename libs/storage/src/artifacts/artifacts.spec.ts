import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import type { Database } from '../db/db';
import { sql } from '../db/sql';
import { dropOldFiles } from './drop-old-files';
import { failDrawing } from './end-drawing';
import { readArtifact } from './read-artifact';
import { storeArtifact, storePendingArtifact, type NewArtifact } from './store-artifact';

let store: TestDatabase;
let db: Database;
beforeEach(async () => {
  store = await testDatabase();
  db = store.open();
});
afterEach(() => store.drop());

const NOON = new Date('2026-03-02T12:00:00Z');
const day = (n: number) => new Date(NOON.getTime() + n * 86_400_000);
const FIRST = '00000000-0000-8000-8000-000000000001';
const SECOND = '00000000-0000-8000-8000-000000000002';
const file = (more: Partial<NewArtifact> = {}): NewArtifact => ({
  artifactId: FIRST, ownerUserId: '7', chatId: '7', tool: 'kpi_snapshot', toolVersion: '1.1', correlationId: 'tg-1-1', type: 'json', filename: 'kpi.json', mime: 'application/json',
  bytes: Buffer.from('{}\n'), at: NOON, ttlDays: 7, ...more,
});
const blobs = () => db.query(sql`select size_bytes as size from artifact_blobs`);

test('a file is read by the chat that asked for it and by no other', async () => {
  await storeArtifact(db, file());
  expect(await readArtifact(db, { artifactId: FIRST, chatId: '7' })).toEqual({ filename: 'kpi.json', mime: 'application/json', bytes: Buffer.from('{}\n') });
  expect(await readArtifact(db, { artifactId: FIRST, chatId: '8' })).toBeNull();
  expect(await readArtifact(db, { artifactId: SECOND, chatId: '7' })).toBeNull();
});

test('a file is stored once, equal bytes of two files too', async () => {
  await storeArtifact(db, file());
  await storeArtifact(db, file({ bytes: Buffer.from('{}\n'), filename: 'other.json' }));
  await storeArtifact(db, file({ artifactId: SECOND }));
  expect(await blobs()).toEqual([{ size: 3 }]);
  expect((await readArtifact(db, { artifactId: FIRST, chatId: '7' }))?.filename).toBe('kpi.json');
});

test('the bytes go after a week, but for those that a younger file names; what is known of the file stays', async () => {
  await storeArtifact(db, file());
  await storeArtifact(db, file({ artifactId: SECOND, at: day(1) }));
  expect(await dropOldFiles(db, day(6.9))).toBe(0);
  expect(await dropOldFiles(db, day(7))).toBe(1);
  expect(await readArtifact(db, { artifactId: FIRST, chatId: '7' })).toBeNull();
  expect(await readArtifact(db, { artifactId: SECOND, chatId: '7' })).not.toBeNull();
  expect(await dropOldFiles(db, day(8))).toBe(1);
  expect(await blobs()).toEqual([]);
  expect(await db.query(sql`select count(*)::int as n from artifacts`)).toEqual([{ n: 2 }]);
});

test('a file that is still to be drawn has no bytes, and its model goes with the time of its bytes', async () => {
  await storePendingArtifact(db, { ...file({ type: 'png' }), model: { a: 1 } });
  await storePendingArtifact(db, { ...file({ type: 'png' }), model: { a: 2 } });
  expect(await db.query(sql`select state, model, blob_sha256 as blob from artifacts`)).toEqual([{ state: 'pending', model: { a: 1 }, blob: null }]);
  expect(await readArtifact(db, { artifactId: FIRST, chatId: '7' })).toBeNull();
  await failDrawing(db, { artifactId: FIRST, code: 'RENDER_FAILED' });
  expect(await dropOldFiles(db, day(7))).toBe(1);
  expect(await db.query(sql`select state, model, error_code as code from artifacts`)).toEqual([{ state: 'failed', model: null, code: 'RENDER_FAILED' }]);
});

leakCheck();
