import { Client } from 'pg';
import { runMigrations } from 'bullmq';
import { SCHEMA } from './postgres-pool';

/**
 * What we add to BullMQ's tables.
 *
 * The trigger: BullMQ gives a job that goes back from active to waiting (handed back, or its worker died) a new place at the tail of
 * its queue. Redis puts it back to the head. A lane must keep the order of its chats on both, so here too the job keeps its place.
 * BullMQ's own jobs with a priority get a negative place, which this leaves alone; we use none.
 *
 * No events: BullMQ writes one to three rows of an event stream, and a notification, for each step of each job. Nothing here reads
 * them, and without them Postgres does half as much again. The trigger is for its bulk insert, which writes them by itself.
 *
 * The lease table: who polls Telegram, and until when. The process table: who is there, and when it was last heard.
 */
const OURS = `
  create or replace function ${SCHEMA}.ownerbot_keep_place() returns trigger language plpgsql as $$
  begin
    new.seq := old.seq;
    return new;
  end $$;

  drop trigger if exists ownerbot_keep_place on ${SCHEMA}.job;
  create trigger ownerbot_keep_place before update on ${SCHEMA}.job for each row
    when (old.state = 'active' and new.state = 'waiting' and new.seq is distinct from old.seq and old.priority = 0)
    execute function ${SCHEMA}.ownerbot_keep_place();

  create or replace function ${SCHEMA}.publish_event(p_queue text, p_event text, p_data jsonb) returns bigint language sql as 'select 0::bigint';

  create or replace function ${SCHEMA}.ownerbot_no_events() returns trigger language plpgsql as $$ begin return null; end $$;
  drop trigger if exists ownerbot_no_events on ${SCHEMA}.event;
  create trigger ownerbot_no_events before insert on ${SCHEMA}.event for each row execute function ${SCHEMA}.ownerbot_no_events();

  create table if not exists ${SCHEMA}.ownerbot_lease (name text primary key, owner text not null, until timestamptz not null);

  create table if not exists ${SCHEMA}.ownerbot_process (id text primary key, beat text not null, beaten_at timestamptz not null);
`;

const MIGRATION_LOCK = 7_106_201;

/**
 * Brings BullMQ's schema and ours up to date. Safe to repeat and to run from several processes at once; run it by `ownerbot migrate`,
 * never by a worker's start: it takes locks.
 */
export async function migratePostgres(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // the statement that was running reports it
  await client.connect();
  try {
    await runMigrations(client, SCHEMA);
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await client.query(OURS);
    await client.query('commit');
  } finally {
    await client.end();
  }
}
