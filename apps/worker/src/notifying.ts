import { randomUUID } from 'node:crypto';
import { addAndMark, contextOfWork, dispatchReady, type AnswerParts, type ReplyContext } from '@ownerbot/conversation';
import { runJobId, type NotifyParts, type NotifyRules, type NotifySettingsOfWorker, type Presented, type PresentOrder } from '@ownerbot/notifications';
import { inZone, ownerNotifications } from '@ownerbot/owner';
import type { DeadJob } from '@ownerbot/queues';
import { effectiveMode, type ShopSettings } from '@ownerbot/shop';
import { endRun, NOTIFY_KINDS, pendingDrawings, type ChatKey, type Database } from '@ownerbot/storage';
import type { ToolRunner } from '@ownerbot/tools';
import { fileOfNotification } from './notification-file';
import type { NotifyMetrics } from './notify-metrics';

export interface NotifyingOptions {
  readonly base: Pick<AnswerParts, 'db' | 'producer' | 'composed' | 'clock' | 'log' | 'status' | 'atCrashPoint'>;
  readonly runner: ToolRunner;
  readonly shop: Readonly<ShopSettings>;
  readonly settings: Readonly<NotifySettingsOfWorker>;
  readonly botId: string | null;
  /** How long the bytes of files are kept. */
  readonly artifactDays: number;
  readonly observe: NotifyMetrics;
}

/** What is told without being asked, over the stores, the shops and the words of this worker. */
export function notifyPartsOf({ base, runner, shop, settings, botId, artifactDays, observe }: NotifyingOptions): NotifyParts {
  const { db, producer, composed, clock, log } = base;
  return {
    db,
    producer,
    clock,
    log,
    botId,
    kinds: ownerNotifications.kinds,
    rules: rulesOf(settings),
    ask: (request, attempt) => runner.run(request, attempt),
    versionOf: (tool) => composed.tools.find(({ name }) => name === tool)?.version ?? null,
    effectiveMode: ({ upstreamModeOverride }) => effectiveMode(shop, upstreamModeOverride),
    present: (order) => present(base, order, artifactDays),
    dispatch: (chat) => dispatch(base, chat),
    newId: randomUUID,
    observe,
  };
}

export function rulesOf(settings: Readonly<NotifySettingsOfWorker>): NotifyRules {
  return { pollMs: settings.pollSec * 1_000, reopenMs: settings.reopenMin * 60_000, digestLateMaxMs: settings.digestLateMaxMin * 60_000 };
}

/** The drawings of what was written, and the message whose turn has come; its file follows by itself. */
async function dispatch(base: NotifyingOptions['base'], chat: ChatKey): Promise<void> {
  const drawings = await pendingDrawings(base.db, chat);
  if (drawings.length > 0) await addAndMark(base, null, drawings, 'ready.added');
  await dispatchReady(base, chat);
}

function present(base: NotifyingOptions['base'], { kind, message, ownerUserId, settings, zone }: PresentOrder, artifactDays: number): Presented {
  const context: ReplyContext = inZone(contextOfWork(base, { ownerId: ownerUserId, chatId: ownerUserId }, settings), zone);
  const reply = ownerNotifications.presenters[kind](message, context);
  const { html, buttons = [], keep = [] } = reply;
  return { html, buttons, keep, file: fileOfNotification({ kind, reply, context, artifactDays }) };
}

/** A run whose job is dead has failed; its letter tells the operators why. */
export async function endDeadRun(db: Database, job: Pick<DeadJob, 'payload'>, at: Date): Promise<void> {
  const { ownerUserId, kind, slotKey }: { ownerUserId?: unknown; kind?: unknown; slotKey?: unknown } = { ...(typeof job.payload === 'object' ? job.payload : {}) };
  const known = NOTIFY_KINDS.find((one) => one === kind);
  if (known === undefined || typeof ownerUserId !== 'string' || typeof slotKey !== 'string') return;
  await endRun(db, { correlationId: runJobId({ ownerUserId, kind: known, slotKey }), state: 'failed', reason: 'DEAD', mode: null, at });
}
