import type { JobRequest, OutgoingMessage, Outcome } from '@ownerbot/queues';
import { createLogger, createMetrics, fixedClock, type FixedClock } from '@ownerbot/runtime';
import { claimUpdate, commitTurn, effectsOf, finishDispatch, sql, type Database } from '@ownerbot/storage';
import { createTelegram } from '@ownerbot/telegram';
import { startBotApi, type ScriptedBotApi } from '@ownerbot/testing';
import { notifierMetrics } from '../notifier-metrics';
import { floodWaits } from '../sending/flood-waits';
import { sendMessage } from '../sending/send-message';
import type { SendingParts, SendJob } from '../sending/sending-parts';
import { telegramState } from '../sending/telegram-state';

export const BOT = '99';
export const CHAT = '42';
const TOKEN = `${BOT}:AAAAAAAAAAAAAAAAAAAAAAAA`;

/** The outbox of one bot: a real database, a Bot API that does what the test says, and jobs that the test runs one by one. */
export class OutboxWorld {
  readonly clock: FixedClock = fixedClock('2027-03-15T12:00:00Z');
  readonly lines: string[] = [];
  readonly metrics = createMetrics();
  /** Jobs that the notifier added: the messages whose turn has come. */
  readonly added: JobRequest[] = [];
  private lastUpdate = 0;

  private constructor(
    readonly db: Database,
    readonly botApi: ScriptedBotApi,
  ) {}

  /** Empties the database first, so that tests of one file can share it. */
  static async open(db: Database): Promise<OutboxWorld> {
    await db.query(sql`truncate updates, effects, messages, chats, kept_values, audit_events, dead_letters`);
    return new OutboxWorld(db, await startBotApi());
  }

  async close(): Promise<void> {
    await this.botApi.stop();
  }

  parts(more: Partial<SendingParts> = {}): SendingParts {
    return {
      db: this.db,
      producer: {
        add: (job) => Promise.resolve(void this.added.push(job)),
        addAll: (jobs) => Promise.resolve(void this.added.push(...jobs)),
      },
      telegram: createTelegram({ token: TOKEN, apiRoot: this.botApi.url, timeoutMs: 500 }),
      waits: this.waits,
      state: this.state,
      clock: this.clock,
      counts: this.counts,
      random: () => 0,
      atCrashPoint: () => undefined,
      ...more,
    };
  }

  readonly waits = floodWaits(this.clock);
  readonly state = telegramState(this.clock);
  readonly counts = notifierMetrics(this.metrics);

  readonly log = createLogger({ process: 'test', level: 'debug', write: (line) => this.lines.push(line) });

  /** A request of the chat whose turn wrote these messages. @returns the ids of the effects. */
  async request(messages: readonly OutgoingMessage[], options: { chatId?: string; gated?: boolean } = {}): Promise<string[]> {
    const { chatId = CHAT, gated = true } = options;
    const updateId = String((this.lastUpdate += 1));
    const jobId = `tg-${BOT}-${updateId}`;
    const at = this.clock.now();
    const claim = await claimUpdate(this.db, {
      botId: BOT, updateId, event: 'update', chatId, userId: chatId, kind: 'message', correlationId: jobId, payload: {}, receivedAt: at, at, floodLimit: 60,
    });
    const effects = messages.map((message, index) => {
      const id = `${jobId}-${index + 1}`;
      return { id, n: index + 1, kind: 'message.send', gated, payload: { effectId: id, botId: BOT, chatId, message }, laneKey: chatId };
    });
    await commitTurn(this.db, {
      seq: claim.row.seq, requestSeq: claim.requestSeq, at, result: 'answered', firstMessage: gated ? 'due' : null,
      expectedSessionVersion: claim.sessionVersion, session: null, chat: { kind: 'private' }, effects, audit: [], keep: [], ended: [],
    });
    const due = await effectsOf(this.db, claim.row.seq);
    await finishDispatch(this.db, { seq: claim.row.seq, effectIds: due.map(({ id }) => id), at });
    return effects.map(({ id }) => id);
  }

  job(effectId: string, message: OutgoingMessage, more: Partial<SendJob> & { chatId?: string } = {}): SendJob {
    const { chatId = CHAT, ...rest } = more;
    return {
      kind: 'message.send',
      id: `${effectId}-msg`,
      payload: { effectId, botId: BOT, chatId, message },
      correlationId: effectId.replace(/-\d+$/, ''),
      attempt: 1,
      attemptsAllowed: 10,
      addedAt: this.clock.now(),
      signal: new AbortController().signal,
      log: this.log,
      ...rest,
    };
  }

  run(job: SendJob, more: Partial<SendingParts> = {}): Promise<Outcome> {
    return sendMessage(this.parts(more))(job);
  }

  /** A request of one message, run at once. */
  async say(message: OutgoingMessage, more: Partial<SendJob> & { chatId?: string } = {}): Promise<{ effectId: string; outcome: Outcome }> {
    const [effectId = ''] = await this.request([message], more.chatId === undefined ? {} : { chatId: more.chatId });
    return { effectId, outcome: await this.run(this.job(effectId, message, more)) };
  }

  async rows(effectId: string): Promise<{ part: number; kind: string; state: string; id: string | null; code: string | null }[]> {
    return this.db.query(sql`select part, kind, state, telegram_message_id as id, error_code as code from messages where effect_id = ${effectId} order by part`);
  }

  async effectState(effectId: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ state: string }>(sql`select state from effects where id = ${effectId}`);
    return row?.state;
  }

  async audited(): Promise<{ type: string; severity: string; fields: Record<string, unknown> }[]> {
    return this.db.query(sql`select event_type as type, severity, fields from audit_events order by id`);
  }
}

export const text = (html: string, more: object = {}): OutgoingMessage => ({ type: 'text', text: html, delivery: 'at-least-once', ...more }) as OutgoingMessage;
