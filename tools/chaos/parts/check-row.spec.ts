import { sql, type Database } from '@ownerbot/storage';
import { leakCheck, sandboxControl, testDatabase, type LoadRequest, type SandboxPost, type TestDatabase } from '@ownerbot/testing';
import { CHANGERS, READERS, type StoredOperation } from './chaos-system';
import { checkRow, type Wanted, type Watched } from './check-row';

const [CHAT = ''] = READERS;
const [CHANGER] = CHANGERS;
const PROPOSAL = '01a1f992-325a-7cee-add7-9d367ccf60a0';
const asked: LoadRequest = { chatId: CHAT, updateId: 501, orderId: 'OB-5001' };
const nothing: Wanted = { requests: [], sentUpdates: [], proposals: [], deaths: [], replayed: [] };
const executed = (executions: number): StoredOperation => ({ idempotency_key: 'key', state: 'committed', executions });

let store: TestDatabase;
let db: Database;
beforeAll(async () => {
  store = await testDatabase();
  db = store.open();
});
beforeEach(() => db.query(sql`truncate updates, dead_letters, audit_events`));
afterAll(() => store.drop());

interface Seen {
  readonly texts?: Readonly<Record<string, readonly string[]>>;
  readonly operations?: readonly StoredOperation[];
}

/** What the checker says of a world in which this was seen. */
async function violations(wanted: Partial<Wanted>, { texts = {}, operations = [] }: Seen = {}): Promise<readonly string[]> {
  const posts = (chat: string): SandboxPost[] =>
    (texts[chat] ?? []).map((text, seq) => ({ seq, at: Date.now(), direction: 'out', message: { message_id: seq, date: 0, text }, edits: [], deleted_at: null }));
  const chats = Object.keys(texts).map((id) => ({ chat: { id: Number(id) } }));
  const watched: Watched = {
    sandbox: { ...sandboxControl(''), call: <T>() => Promise.resolve(chats as T), posts: (chat) => Promise.resolve(posts(chat)), pending: () => Promise.resolve(0) },
    direct: db,
    sis: { operations: () => Promise.resolve([...operations]) },
    queues: { deadJobs: () => Promise.resolve([]) },
  };
  return (await checkRow(watched, { ...nothing, ...wanted }, {}, { at: new Date(Date.now() - 60_000), operations: 0 }, 0)).violations;
}

const inLedger = (updateId: number, state: string) =>
  db.query(sql`insert into updates (bot_id, update_id, event, chat_id, kind, correlation_id, state, received_at) values (1, ${updateId}, 'update', ${CHAT}, 'message', 'c', ${state}, now())`);

test('a world in which every question has its answer is well', async () => {
  await inLedger(501, 'done');
  expect(await violations({ requests: [asked] }, { texts: { [CHAT]: ['OB-5001 SIS'] } })).toEqual([]);
});

test('a lost question, a repeated answer, and an update that is not over are found', async () => {
  expect(await violations({ requests: [asked] }, { texts: { [CHAT]: [] } })).toEqual([expect.stringContaining('lost: no answer to OB-5001'), 'ledger: 0 of 1 updates', 'ledger: 0 of 1 updates are over']);
  await inLedger(501, 'decided');
  expect(await violations({ requests: [asked] }, { texts: { [CHAT]: ['OB-5001 SIS', 'OB-5001 SIS'] } })).toEqual(['answered twice: OB-5001', 'ledger: 0 of 1 updates are over']);
});

test('answers out of order are found', async () => {
  const second = { ...asked, updateId: 502, orderId: 'OB-5002' };
  await inLedger(501, 'done');
  await inLedger(502, 'done');
  expect(await violations({ requests: [asked, second] }, { texts: { [CHAT]: ['OB-5002 SIS', 'OB-5001 SIS'] } })).toEqual([`out of order: ${CHAT} OB-5002`]);
});

test('a change that ran twice, or that nobody confirmed, is found, and one that nobody heard of', async () => {
  expect(await violations({}, { operations: [executed(2)] })).toEqual(['not executed exactly once: key (2)', '1 executions of 0 proposals']);
  expect(await violations({ proposals: [PROPOSAL] }, { operations: [executed(1)], texts: { [CHANGER]: ['Готово'] } })).toEqual(['0 of 1 proposals are stored']);
  expect(await violations({ proposals: [PROPOSAL] }, { operations: [executed(1)] })).toContain('0 of 1 outcomes were told');
});

test('a death that nobody can see is found', async () => {
  expect(await violations({ deaths: ['tg-1-501'] })).toEqual(['no letter of tg-1-501', 'not audited once: tg-1-501']);
  expect(await violations({ replayed: ['tg-1-501'] })).toEqual(['not replayed: tg-1-501']);
});

leakCheck();
