import { assertSchemaCompatibility, PostgresConnection, PostgresQueueBackend, SchemaMigrationRequiredError, type PostgresConnectionOptions, type QueueBaseOptions } from 'bullmq';
import { sleep } from '@ownerbot/runtime';
import { QueuesNotMigratedError } from '../errors';
import { SCHEMA, type QueuePool } from './postgres-pool';

/**
 * One connection for all queues and workers of a process. BullMQ's own remembers a first connect that failed for good, so a process
 * that started while Postgres was away would never recover; this one asks again.
 */
export class SharedConnection extends PostgresConnection {
  private known: Promise<void> | undefined;

  constructor(override readonly pool: QueuePool) {
    super(pool);
    this.setMaxListeners(0);
  }

  override waitUntilReady(): Promise<void> {
    this.known ??= this.checkSchema().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  private async checkSchema(): Promise<void> {
    const client = await this.pool.connect();
    let isBroken = true;
    try {
      await assertSchemaCompatibility(client, SCHEMA);
      const { rows } = await client.query<{ ours: string | null }>(`select to_regclass('${SCHEMA}.ownerbot_lease')::text as ours`);
      if (rows[0]?.ours === null) throw new QueuesNotMigratedError();
      isBroken = false;
    } catch (error) {
      throw error instanceof SchemaMigrationRequiredError ? new QueuesNotMigratedError(error) : error;
    } finally {
      client.release(isBroken);
    }
  }
}

const SPIN_MAX_MS = 100;
const AT_ONCE_MS = 20;

/** The longest wait for a notification; delayed jobs and missed notifications cut it short, this is for what nobody thought of. */
const WAIT_MAX_SEC = 30;

/** BullMQ's backend over a connection that it shares. */
export class SharedBackend extends PostgresQueueBackend {
  private vainWakes = 0;

  constructor(connection: SharedConnection, queue: string, opts: QueueBaseOptions<PostgresConnectionOptions>) {
    super(connection, queue, opts, false);
    // The listening connection broke and a new one will be made: wake from the old one, listen again on the new.
    connection.on('listenerinvalidated', () => {
      void this.disconnectBlocking().then(() => this.reconnectBlocking());
    });
  }

  /** BullMQ asks this before it ends a job, and its own remembers for good that the first connect failed. */
  override waitUntilReady(): Promise<void> {
    return this.connection.waitUntilReady();
  }

  override get maximumBlockTimeout(): number {
    return WAIT_MAX_SEC;
  }

  /**
   * While a lane is busy elsewhere, BullMQ finds a waiting job, may not take it, and asks again at once: a loop without a pause, of
   * every worker but one. Here the questions that came to nothing grow further apart, up to {@link SPIN_MAX_MS}.
   */
  override async waitForJob(blockTimeout: number): Promise<{ member: string; score: number } | null> {
    const begun = performance.now();
    const found = await super.waitForJob(blockTimeout);
    if (found === null || performance.now() - begun > AT_ONCE_MS) {
      this.vainWakes = 0;
      return found;
    }
    this.vainWakes += 1;
    if (this.vainWakes > 1) await sleep(Math.min(SPIN_MAX_MS, 2 ** Math.min(this.vainWakes, 7)));
    return found;
  }

  override async moveToActive(token: string, name?: string): Promise<unknown[]> {
    const next: unknown[] = await super.moveToActive(token, name);
    if (next[0] !== null && next[0] !== undefined) this.vainWakes = 0;
    return next;
  }
}
