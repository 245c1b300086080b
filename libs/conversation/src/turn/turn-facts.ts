import { planPlaceOf, type PlanPlace } from '@ownerbot/actions';
import type { ToolRun } from '@ownerbot/queues';
import type { Claim } from '@ownerbot/storage';
import { deadRequestOf } from '../dead/retry-dead';
import { gateAnswer, floodNoticeKey } from '../decide/decide';
import { lastReadKey } from '../domain/recent';
import { asksOf } from '../domain/route';
import { readRequest, spokenRequest, writtenText } from '../decide/incoming';
import { namedRunId } from '../decide/named-run';
import { retriedKey } from '../decide/retried';
import type { HeardEvent, PlannedEvent, TurnEvent } from '../model/event';
import type { Numbering } from '../model/number-effects';
import { carried } from '../record/request-facts';
import { requestOfRun } from '../record/request-of-run';
import type { NamedRun, TurnFacts } from '../model/facts';
import { speakerOf } from '../voice/decide-heard';
import { readHeard } from '../voice/heard-data';
import { namedPlanOf } from '../plan/drop-plan';
import { readPlanned } from '../plan/planned-data';
import { namedVoiceOf } from '../voice/named-voice';
import { voiceRulesOf, type ConversationParts } from './turn-parts';

/** Keys of the kept values that the decision on this event looks at; known before anything is read. */
export function factKeysOf({ access, composed }: Pick<ConversationParts, 'access' | 'composed'>, event: TurnEvent): string[] {
  if (event.name === 'heard') return factKeysOfHeard({ access, composed }, event);
  if (event.name === 'planned') return factKeysOfPlanned({ access, composed }, event);
  if (event.name !== 'update' || event.facts === null) return [];
  const gate = gateAnswer(event, access);
  if (gate === null) return [];
  if (!gate.pass) return gate.refuseOnceKey === null ? [] : [gate.refuseOnceKey];
  const { incoming } = readRequest(event, event.facts);
  const named = namedRunId(incoming.data);
  return [
    floodNoticeKey(gate.principal.telegramId),
    lastReadKey(event.chatId),
    ...(named === null ? [] : [retriedKey(named)]),
    ...composed.domains.flatMap((domain) => domain.factKeys?.(incoming) ?? []),
  ];
}

/** Spoken words are answered with the same knowledge as typed ones. */
function factKeysOfHeard({ access, composed }: Pick<ConversationParts, 'access' | 'composed'>, event: HeardEvent): string[] {
  const heard = readHeard(event.data);
  if (heard?.end.type !== 'words' || speakerOf(event, access) === null) return [];
  const { incoming } = spokenRequest(event, heard.end.text, heard);
  return [lastReadKey(event.chatId), ...composed.domains.flatMap((domain) => domain.factKeys?.(incoming) ?? [])];
}

/** What a text came to is answered with the same knowledge as the text. */
function factKeysOfPlanned({ access, composed }: Pick<ConversationParts, 'access' | 'composed'>, event: PlannedEvent): string[] {
  const planned = readPlanned(event.data);
  if (planned === null || speakerOf(event, access) === null) return [];
  const { incoming } = writtenText(event, planned.text, planned);
  return [lastReadKey(event.chatId), ...composed.domains.flatMap((domain) => domain.factKeys?.(incoming) ?? [])];
}

/** Whether the voice messages of the chat that are in work must be counted. */
export function countsVoices(event: TurnEvent): boolean {
  return event.name === 'update' && event.facts?.sound !== undefined;
}

/** What gives effects their payloads. */
export function numberingOf(parts: Pick<ConversationParts, 'composed' | 'clock' | 'limits'>, event: TurnEvent, facts: TurnFacts): Numbering {
  return {
    ownerId: ownerOf(event),
    composed: parts.composed,
    facts,
    now: parts.clock.now(),
    readRetryDeadlineSec: parts.limits.readRetryDeadlineSec,
    voiceDeadlineSec: voiceRulesOf(parts).deadlineSec,
  };
}

/** In a private chat the chat's id is the owner's: an internal event has no sender of its own. */
export function ownerOf(event: TurnEvent): string {
  return (event.name === 'update' ? event.facts?.userId : null) ?? event.chatId;
}

/** Whether what waits, hangs or was done last in the chat may show in the answer: whatever an owner asks for may be a panel. */
export function looksAtActions({ access }: Pick<ConversationParts, 'access'>, event: TurnEvent): boolean {
  if (event.name === 'heard' || event.name === 'planned') return speakerOf(event, access) !== null;
  return event.name === 'update' && gateAnswer(event, access)?.pass === true;
}

/** The tool run that a press on `retry:` or `drop:` names. */
export function namedEffectOf(event: TurnEvent): string | null {
  return event.name === 'update' ? namedRunId(event.facts?.press?.data ?? null) : null;
}

/** Joins what the claim read with what the process knows. */
export function turnFacts(parts: Pick<ConversationParts, 'status'>, claim: Claim, wasHeld: boolean): TurnFacts {
  return {
    tenant: claim.tenant,
    owner: claim.owner,
    status: parts.status(claim.tenant),
    updatesInMinute: claim.acted,
    wasHeld,
    kept: claim.kept,
    actions: claim.actions,
    namedRun: namedRunOf(claim.named),
    namedVoice: namedVoiceOf(claim.named),
    namedPlan: namedPlanOf(claim.named),
    voicesInWork: claim.voices,
    deadRequest: deadRequestOf(claim.named),
  };
}

function namedRunOf(named: Claim['named']): NamedRun | null {
  if (named === null || named.kind !== 'tool.run') return null;
  const { tool, input, presentation, previewOnly, follows, then, plan, request }: Partial<Record<keyof ToolRun, unknown>> = { ...named.payload };
  if (typeof tool !== 'string' || typeof input !== 'object' || input === null) return null;
  return {
    effectId: named.id,
    chatId: named.chatId,
    tool,
    payload: { ...input },
    ...(typeof presentation === 'string' ? { presentation } : {}),
    ...(previewOnly === true ? { previewOnly } : {}),
    ...(typeof follows === 'object' && follows !== null ? { follows: { ...follows } } : {}),
    // What comes after a run that is over has begun already.
    ...(named.isFinished || asksOf(then).length === 0 ? {} : { then: asksOf(then) }),
    ...planOf(plan),
    ...carried(requestOfRun({ effectId: named.id, request: typeof request === 'object' ? request : null })),
    isFinished: named.isFinished,
  };
}

function planOf(stored: unknown): { plan?: PlanPlace } {
  const plan = planPlaceOf(stored);
  return plan === null ? {} : { plan };
}
