import type { Backoff } from './backoff';
import { ActionCommit } from './payloads/action-commit';
import { InboxInternal, InboxUpdate } from './payloads/inbox';
import { BroadcastSend } from './payloads/broadcast-send';
import { IntentPlan } from './payloads/intent-plan';
import { MessageSend } from './payloads/message-send';
import { NotifyRunJob } from './payloads/notify-run';
import { ReportRender } from './payloads/report-render';
import { ScheduleTick } from './payloads/schedule-tick';
import { ToolRun } from './payloads/tool-run';
import type { PayloadClass } from './payloads/union';
import { VoiceTranscribe } from './payloads/voice-transcribe';

/** What each kind of job carries. A kind stands here, in {@link JOB_KINDS} and in the handler table of a consumer, or nothing compiles. */
export interface Payloads {
  'inbox.update': InboxUpdate;
  'inbox.heard': InboxInternal;
  'inbox.planned': InboxInternal;
  'inbox.waited': InboxInternal;
  'voice.transcribe': VoiceTranscribe;
  'intent.plan': IntentPlan;
  'tool.run': ToolRun;
  'action.commit': ActionCommit;
  'report.render': ReportRender;
  'notify.run': NotifyRunJob;
  'message.send': MessageSend;
  'broadcast.send': BroadcastSend;
  'schedule.tick': ScheduleTick;
}

export type JobKind = keyof Payloads;
export type PayloadOf<K extends JobKind> = Payloads[K];

/** Kinds that share queues. A laned family has the queues `<family>-0`, `<family>-1` …, any other the one queue of its name. */
export const FAMILIES = {
  inbox: { laned: true, concurrency: 1 },
  asr: { laned: false, concurrency: 4 },
  plan: { laned: false, concurrency: 4 },
  tools: { laned: false, concurrency: 8 },
  actions: { laned: false, concurrency: 4 },
  render: { laned: false, concurrency: 1 },
  notify: { laned: false, concurrency: 8 },
  outbox: { laned: true, concurrency: 1 },
  broadcast: { laned: false, concurrency: 8 },
  schedule: { laned: false, concurrency: 2 },
} as const satisfies Record<string, { laned: boolean; concurrency: number }>;
export type Family = keyof typeof FAMILIES;
export type LanedFamily = { [F in Family]: (typeof FAMILIES)[F]['laned'] extends true ? F : never }[Family];

export interface JobSpec<P extends object = object> {
  readonly family: Family;
  readonly payload: PayloadClass<P>;
  /** Version of the payload's shape, one more with each change of it. A shape that cannot be read is never guessed at. */
  readonly version: number;
  /** The oldest version that the payload's class still takes: what the release before this one left in the queue. Absent: its own alone. */
  readonly readsFrom?: number;
  readonly attempts: number;
  readonly backoff: Backoff;
  /** Longest time of one run. */
  readonly runLimitMs: number;
  /** How long the id of a finished job is kept, so that adding it again adds nothing. */
  readonly keepDoneSec: number;
}

const SECOND = 1_000;
const DAY_SEC = 86_400;

const INBOX = {
  family: 'inbox',
  version: 1,
  attempts: 8,
  backoff: { minMs: 500, maxMs: 30 * SECOND },
  runLimitMs: 10 * SECOND,
  // As long as Telegram redelivers, and an hour more. The ledger's unique key is the real guard.
  keepDoneSec: DAY_SEC + 3_600,
} as const;

/** The table of `docs/queues.md` as code, which also tells the order and the number of lanes. */
export const JOB_KINDS: { readonly [K in JobKind]: JobSpec<PayloadOf<K>> } = {
  'inbox.update': { ...INBOX, payload: InboxUpdate },
  'inbox.heard': { ...INBOX, payload: InboxInternal },
  'inbox.planned': { ...INBOX, payload: InboxInternal },
  'inbox.waited': { ...INBOX, payload: InboxInternal },
  'voice.transcribe': {
    family: 'asr',
    payload: VoiceTranscribe,
    version: 1,
    // Transcriber away: the handler says `later` until the request's own deadline, which uses no attempt.
    attempts: 2,
    backoff: { minMs: SECOND, maxMs: 5 * SECOND },
    // ASR_TIMEOUT_SEC is at most 300 s; beside it are the download, the conversion and the repeats of one run.
    runLimitMs: 360 * SECOND,
    keepDoneSec: 3_600,
  },
  'intent.plan': {
    family: 'plan',
    payload: IntentPlan,
    version: 1,
    // The call's one repetition is inside it, and a failure comes back as `planned`.
    attempts: 1,
    backoff: { minMs: SECOND, maxMs: SECOND },
    // LLM_TIMEOUT_SECONDS is at most 25 s.
    runLimitMs: 30 * SECOND,
    keepDoneSec: 3_600,
  },
  'tool.run': {
    family: 'tools',
    payload: ToolRun,
    version: 1,
    // Shop away: the handler says `later` until the request's own deadline, which uses no attempt.
    attempts: 3,
    backoff: { minMs: 2 * SECOND, maxMs: 30 * SECOND },
    // The longest class of tools has 90 s; the runner cuts each tool at the limit of its class.
    runLimitMs: 100 * SECOND,
    keepDoneSec: 3_600,
  },
  'action.commit': {
    family: 'actions',
    payload: ActionCommit,
    version: 1,
    // Waiting for the shop is `later` and uses none; these are for defects of ours.
    attempts: 5,
    backoff: { minMs: SECOND, maxMs: 30 * SECOND },
    runLimitMs: 60 * SECOND,
    keepDoneSec: DAY_SEC,
  },
  'report.render': {
    family: 'render',
    payload: ReportRender,
    version: 1,
    attempts: 3,
    backoff: { minMs: SECOND, maxMs: 10 * SECOND },
    // RENDER_TIMEOUT_SEC is at most 300 s; the thread is ended by that time.
    runLimitMs: 330 * SECOND,
    keepDoneSec: 3_600,
  },
  'notify.run': {
    family: 'notify',
    payload: NotifyRunJob,
    version: 1,
    // Waiting for the shop is `later` and uses none; these are for defects of ours and for reads that hang.
    attempts: 5,
    backoff: { minMs: 10 * SECOND, maxMs: 300 * SECOND },
    runLimitMs: 120 * SECOND,
    // The row of the slot is what keeps it from being run to an end twice.
    keepDoneSec: 3_600,
  },
  'message.send': {
    family: 'outbox',
    payload: MessageSend,
    version: 1,
    attempts: 10,
    backoff: { minMs: SECOND, maxMs: 60 * SECOND },
    runLimitMs: 15 * SECOND,
    keepDoneSec: 3_600,
  },
  'broadcast.send': {
    family: 'broadcast',
    payload: BroadcastSend,
    version: 1,
    attempts: 5,
    backoff: { minMs: SECOND, maxMs: 30 * SECOND },
    runLimitMs: 15 * SECOND,
    // Its row is what keeps a recipient from being sent it twice.
    keepDoneSec: 600,
  },
  'schedule.tick': {
    family: 'schedule',
    payload: ScheduleTick,
    version: 1,
    attempts: 3,
    backoff: { minMs: SECOND, maxMs: 30 * SECOND },
    runLimitMs: 60 * SECOND,
    keepDoneSec: 600,
  },
};

export type KindOf<F extends Family> = {
  inbox: 'inbox.update' | 'inbox.heard' | 'inbox.planned' | 'inbox.waited';
  asr: 'voice.transcribe';
  plan: 'intent.plan';
  tools: 'tool.run';
  actions: 'action.commit';
  render: 'report.render';
  notify: 'notify.run';
  outbox: 'message.send';
  broadcast: 'broadcast.send';
  schedule: 'schedule.tick';
}[F];

export function isJobKind(name: string): name is JobKind {
  return Object.hasOwn(JOB_KINDS, name);
}
