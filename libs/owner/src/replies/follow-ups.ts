import { createHash } from 'node:crypto';
import { askedTool, type Incoming, type KeptValue, type ReplyButton, type ReplyContext, type Route, type TemplateTarget } from '@ownerbot/conversation';
import { parseCallback } from '@ownerbot/telegram';
import type { ToolRequest } from '../templates';
import { followUpButton } from './buttons';

/**
 * Buttons that run a complete request, or begin one whose first answers are known (`go:`). The requests are kept for a day with the answer that offers
 * them, under its chat, and only the owner who got the answer may press them.
 */
const FOLLOW_UP_TTL_SEC = 24 * 3600;

/** A template that begins with these answers; its questions come in a message of their own, below the answer that offers it. */
export type BegunTemplate = Pick<TemplateTarget, 'templateId' | 'slots'>;
export type FollowUp = (ToolRequest | BegunTemplate) & { label: string };
export type FollowUps = { buttons: readonly ReplyButton[]; keep: readonly KeptValue[] };

/** `seed` names the answer: the same one makes the same buttons again. */
export function followUps(context: ReplyContext, seed: string, requests: readonly FollowUp[]): FollowUps {
  if (requests.length === 0) return { buttons: [], keep: [] };
  const id = shortId(seed);
  const kept: KeptRequests = { owner: context.principal.telegramId, requests: requests.map(keptRequest) };
  return {
    buttons: requests.map(({ label }, n) => followUpButton(label, id, n)),
    keep: [{ key: followUpKey(context.chatId, id), value: kept, ttlSec: FOLLOW_UP_TTL_SEC }],
  };
}

export function followUpFacts({ chatId, data }: Incoming): string[] {
  const callback = parseCallback(data ?? '');
  return callback?.type === 'follow-up' ? [followUpKey(chatId, callback.id)] : [];
}

export function routeFollowUp(data: string, context: ReplyContext): Route {
  const callback = parseCallback(data);
  if (callback?.type !== 'follow-up') return { type: 'outdated' };
  const kept = context.kept[followUpKey(context.chatId, callback.id)];
  if (!isKeptRequests(kept) || kept.owner !== context.principal.telegramId) return { type: 'outdated' };
  const request = kept.requests[callback.n];
  if (!request) return { type: 'outdated' };
  return 'templateId' in request ? { type: 'template', ...request, as: 'new' } : { type: 'tool', ...request };
}

function keptRequest(request: ToolRequest | BegunTemplate): ToolRequest | BegunTemplate {
  return 'templateId' in request ? { templateId: request.templateId, ...(request.slots === undefined ? {} : { slots: request.slots }) } : askedTool(request);
}

/** 10 characters that fit a callback, made from any text. */
export function shortId(seed: string): string {
  return createHash('sha256').update(seed).digest('base64url').slice(0, 10);
}

type KeptRequests = { owner: string; requests: (ToolRequest | BegunTemplate)[] };

const followUpKey = (chatId: string, id: string): string => `go:${chatId}:${id}`;

function isKeptRequests(value: unknown): value is KeptRequests {
  return typeof value === 'object' && value !== null && 'owner' in value && 'requests' in value && Array.isArray(value.requests);
}
