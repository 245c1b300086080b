import { composeDomains, conversationTexts, createTurns, noCrash, silentObserver } from '@ownerbot/conversation';
import { platformTexts } from '@ownerbot/messages';
import { ownerDomain } from '@ownerbot/owner';
import { readJobRequest, type JobContext, type JobRequest } from '@ownerbot/queues';
import { silentLogger, systemClock } from '@ownerbot/runtime';
import { openDatabase, sql, type Database, type Sql } from '@ownerbot/storage';
import type { Stores } from './stores';
import { inboxJob } from './inbox-job';

/** What one turn did to its stores, in order. */
export type TurnStep =
  | { readonly type: 'statement'; readonly name: string; readonly text: string; readonly values: readonly unknown[] }
  | { readonly type: 'add'; readonly jobs: readonly JobRequest[] };

/** The steps of one turn, and the ids in them that are another turn's own. */
export interface RecordedTurn {
  readonly steps: readonly TurnStep[];
  readonly updateId: string;
  readonly chatId: string;
  readonly seq: string;
}

/** Numbers that stand nowhere else in a turn. */
const UPDATE_ID = 987_650_000;
const SEQ = 777_000_000;
let recorded = 0;

/**
 * Takes one real turn and notes its statements with their parameters and the jobs that it adds: the control repeats these, so it
 * does what the turns do, whatever they come to do one day.
 */
export async function recordTurn(stores: Stores, chats: readonly string[], text: string): Promise<RecordedTurn> {
  const chatId = chats[0] ?? '';
  const db = openDatabase({ url: stores.databaseUrl, applicationName: 'bench', maxConnections: 1 });
  const steps: TurnStep[] = [];
  recorded += 1;
  const updateId = UPDATE_ID + recorded;
  const seq = String(SEQ + recorded);
  try {
    await db.query(sql`select setval('updates_seq_seq', ${seq}::bigint, false)`);
    const turns = createTurns({
      db: noting(db, (statement) => steps.push({ type: 'statement', name: statement.name ?? '', text: statement.text, values: statement.values })),
      producer: {
        add: async (job) => void steps.push({ type: 'add', jobs: [job] }),
        addAll: async (jobs) => void steps.push({ type: 'add', jobs }),
      },
      composed: composeDomains([ownerDomain], [platformTexts, conversationTexts]),
      access: { ownerIds: [...chats], denyAuditEnabled: true, denyAuditTtlSec: 60, denyNotifyOnce: false },
      clock: systemClock,
      log: silentLogger,
      status: () => ({ mode: 'DEMO', dataMode: { configured: 'DEMO', override: null, isSwitchable: true }, database: 'ok', queue: 'ok', queueBackend: stores.backend, inboxWaiting: 0, version: '0.0.0', providers: {}, switches: {} }),
      limits: { floodMaxPerMinute: 60, readRetryDeadlineSec: 900 },
      observe: silentObserver,
      atCrashPoint: noCrash,
    });
    const outcome = await turns.takeUpdate(jobOf(inboxJob(updateId, chatId, text, new Date())));
    if (outcome.type !== 'done') throw new Error(`the recorded turn ended with ${outcome.type}`);
  } finally {
    await db.close();
  }
  return { steps, updateId: String(updateId), chatId, seq };
}

function noting(db: Database, note: (statement: Sql) => void): Database {
  return {
    ...db,
    query: (statement) => {
      note(statement);
      return db.query(statement);
    },
  };
}

function jobOf(request: ReturnType<typeof inboxJob>): JobContext<'inbox.update'> {
  const checked = readJobRequest(request) as JobRequest<'inbox.update'>;
  const { kind, id, payload, correlationId } = checked;
  return { kind, id, payload, correlationId, attempt: 1, attemptsAllowed: 1, addedAt: new Date(), signal: new AbortController().signal, log: silentLogger };
}
