import type { IntentPlan, JobKind, MessageSend, ToolRun, VoiceTranscribe } from '@ownerbot/queues';
import { TIME_CLASSES } from '@ownerbot/tools';
import type { ComposedDomains } from '../domain/compose-domains';
import { DomainGapError } from '../errors';
import type { EffectIntent } from './decision';
import { planEffectId } from '../plan/plan-ids';
import { voiceEffectId } from '../voice/voice-ids';
import { effectId } from './effect';
import type { TurnEvent } from './event';
import type { TurnFacts } from './facts';
import type { MessageBody } from './message';

/** An effect as its row is written; `payload` is the whole payload of the job that it becomes. */
export interface NumberedEffect {
  readonly id: string;
  readonly kind: JobKind;
  readonly n: number;
  readonly laneKey: string | null;
  readonly payload: object;
  /** Obeys the order of answers. */
  readonly gated: boolean;
}

/** What effects need beside the event that caused them. */
export interface Numbering {
  readonly ownerId: string;
  readonly composed: ComposedDomains;
  readonly facts: Pick<TurnFacts, 'tenant' | 'owner' | 'status'>;
  readonly now: Date;
  /** How long a read is kept while its source is down; from now. */
  readonly readRetryDeadlineSec: number;
  /** How long a voice message is kept while the transcriber is away; from its arrival. */
  readonly voiceDeadlineSec: number;
}

/**
 * What a request says later stands behind all that it has said before, also behind what its transcription and its plan said: those number
 * from a thousand times their own number on.
 */
const FROM_N = { update: 0, heard: 5_000, waited: 6_050, planned: 6_100 } as const satisfies Record<TurnEvent['name'], number>;
const PLAN_N = 6;

/** Gives the effects of a decision their ids: `<job id>-<n>`, n from 1. */
export function numberEffects(event: TurnEvent, intents: readonly EffectIntent[], numbering: Numbering): NumberedEffect[] {
  return intents.map((intent, index) => {
    const id = effectId(event.jobId, index + 1);
    const n = index + 1 + FROM_N[event.name];
    if (intent.type === 'transcribe') return voiceEffect(event, n, intent, numbering);
    if (intent.type === 'plan') return planEffect(event, intent, numbering);
    if (intent.type === 'tool') return toolEffect(event, id, n, intent, numbering);
    if (intent.type === 'commit') return commitEffect(event, n, intent);
    return messageEffect(event, { id, n, message: intent.message, gated: intent.type === 'answer' });
  });
}

interface Place {
  readonly botId: string;
  readonly chatId: string;
}

/** A message to a chat, as an effect. */
export function messageEffect(place: Place, parts: { id: string; n: number; message: MessageBody; gated: boolean }): NumberedEffect {
  const { id, n, message, gated } = parts;
  const payload: MessageSend = { effectId: id, botId: place.botId, chatId: place.chatId, message };
  return { id, kind: 'message.send', n, laneKey: place.chatId, payload, gated };
}

/** One commit a proposal, whatever presses there were; a wish to look again is one of its press. */
function commitEffect(event: TurnEvent, n: number, { proposalId, reason }: Extract<EffectIntent, { type: 'commit' }>): NumberedEffect {
  const id = reason === 'commit' ? `commit-${proposalId}` : `commit-${proposalId}-check-${event.updateId}`;
  return { id, kind: 'action.commit', n, laneKey: null, payload: { proposalId, reason }, gated: false };
}

/** One transcription a message, however often its turn is taken. */
function voiceEffect(event: TurnEvent, n: number, intent: Extract<EffectIntent, { type: 'transcribe' }>, { facts, ownerId, voiceDeadlineSec }: Numbering): NumberedEffect {
  const id = voiceEffectId(event.jobId);
  const payload: VoiceTranscribe = {
    effectId: id,
    botId: event.botId,
    updateId: event.updateId,
    chatId: event.chatId,
    ownerId,
    sound: intent.sound,
    ...(intent.caption === null ? {} : { caption: intent.caption }),
    ...(intent.messageId === null ? {} : { messageId: intent.messageId }),
    locale: facts.owner.locale ?? facts.tenant.locale,
    requestedAt: intent.requestedAt.toISOString(),
    deadlineAt: new Date(intent.receivedAt.getTime() + voiceDeadlineSec * 1_000).toISOString(),
    ...(intent.isLate ? { isLate: true } : {}),
    ...(intent.isForwarded ? { isForwarded: true } : {}),
  };
  return { id, kind: 'voice.transcribe', n, laneKey: null, payload, gated: false };
}

const LONGEST_TEXT = 4_096;

/** One plan a request, however often its turn is taken. */
function planEffect(event: TurnEvent, intent: Extract<EffectIntent, { type: 'plan' }>, { facts, ownerId, now }: Numbering): NumberedEffect {
  const id = planEffectId(event.jobId);
  const payload: IntentPlan = {
    effectId: id,
    botId: event.botId,
    updateId: event.updateId,
    chatId: event.chatId,
    ownerId,
    text: intent.text.slice(0, LONGEST_TEXT),
    ...(intent.heard === null ? {} : { heard: { ...intent.heard } }),
    ...(intent.isForwarded ? { isForwarded: true } : {}),
    ...(intent.messageId === null ? {} : { messageId: intent.messageId }),
    ...(intent.continues === null ? {} : { continues: intent.continues }),
    ...(intent.lastRead === null ? {} : { lastRead: { ...intent.lastRead } }),
    locale: facts.owner.locale ?? facts.tenant.locale,
    timezone: facts.owner.timezone ?? facts.tenant.timezone,
    requestedAt: now.toISOString(),
    ...(intent.isLate ? { isLate: true } : {}),
  };
  return { id, kind: 'intent.plan', n: PLAN_N, laneKey: null, payload, gated: false };
}

function toolEffect(event: TurnEvent, id: string, n: number, intent: Extract<EffectIntent, { type: 'tool' }>, numbering: Numbering): NumberedEffect {
  const { composed, facts, now, ownerId, readRetryDeadlineSec } = numbering;
  const tool = composed.tools.find((one) => one.name === intent.tool);
  if (tool === undefined) throw new DomainGapError('tool', intent.tool);
  const payload: ToolRun = {
    effectId: id,
    botId: event.botId,
    updateId: event.updateId,
    chatId: event.chatId,
    ownerId,
    tool: intent.tool,
    version: tool.version,
    input: intent.payload,
    ...(intent.presentation === undefined ? {} : { presentation: intent.presentation }),
    ...(intent.previewOnly === true ? { previewOnly: true } : {}),
    mode: facts.status.mode,
    ...(intent.follows === undefined ? {} : { follows: intent.follows }),
    ...(intent.then === undefined ? {} : { then: intent.then }),
    ...(intent.plan === undefined ? {} : { plan: intent.plan }),
    source: intent.source,
    locale: facts.owner.locale ?? facts.tenant.locale,
    timezone: facts.owner.timezone ?? facts.tenant.timezone,
    requestedAt: now.toISOString(),
    deadlineAt: new Date(now.getTime() + (TIME_CLASSES[tool.timeClass].requestMs ?? readRetryDeadlineSec * 1_000)).toISOString(),
    ...(intent.replyToMessageId === null ? {} : { replyTo: { messageId: intent.replyToMessageId, ...(intent.redraws === true ? { redraws: true } : {}) } }),
    ...(typeof intent.continues === 'string' ? { continues: intent.continues } : {}),
    ...(intent.heard === undefined ? {} : { heard: intent.heard }),
    ...(intent.understood === undefined ? {} : { understood: intent.understood }),
    ...(intent.request === undefined ? {} : { request: intent.request }),
  };
  return { id, kind: 'tool.run', n, laneKey: null, payload, gated: false };
}
