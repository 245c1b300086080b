import type { ToolRun } from '@ownerbot/queues';
import type { Claim } from '@ownerbot/storage';
import { deadRequestOf } from '../dead/retry-dead';
import { gateAnswer, floodNoticeKey } from '../decide/decide';
import { readRequest } from '../decide/incoming';
import { lastReadKey } from '../domain/recent';
import { namedRunId, retriedKey } from '../decide/named-run';
import type { TurnEvent } from '../model/event';
import type { NamedRun, TurnFacts } from '../model/facts';
import type { ConversationParts } from './turn-parts';

/** Keys of the kept values that the decision on this event looks at; known before anything is read. */
export function factKeysOf({ access, composed }: Pick<ConversationParts, 'access' | 'composed'>, event: TurnEvent): string[] {
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

/** Whether what waits, hangs or was done last in the chat may show in the answer: whatever an owner asks for may be a panel. */
export function looksAtActions({ access }: Pick<ConversationParts, 'access'>, event: TurnEvent): boolean {
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
    deadRequest: deadRequestOf(claim.named),
  };
}

function namedRunOf(named: Claim['named']): NamedRun | null {
  if (named === null || named.kind !== 'tool.run') return null;
  const { tool, input, presentation, previewOnly, follows }: Partial<Record<keyof ToolRun, unknown>> = { ...named.payload };
  if (typeof tool !== 'string' || typeof input !== 'object' || input === null) return null;
  return {
    effectId: named.id,
    chatId: named.chatId,
    tool,
    payload: { ...input },
    ...(typeof presentation === 'string' ? { presentation } : {}),
    ...(previewOnly === true ? { previewOnly } : {}),
    ...(typeof follows === 'object' && follows !== null ? { follows: { ...follows } } : {}),
    isFinished: named.isFinished,
  };
}
