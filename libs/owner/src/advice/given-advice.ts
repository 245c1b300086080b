import type { KeptValue, ReplyContext } from '@ownerbot/conversation';
import type { PlanAdvice } from '@ownerbot/planner';
import { createHash } from 'node:crypto';
import type { AdviceBriefOutput } from './brief/brief-fields';
import { adviceOfPlaybook, adviceOfPlan, type Advice, type AdviceSource } from './advice';
import { topicNamed, type AdviceTopic } from './topics';

/** What is kept of an advice so that its buttons know it: not what a playbook says, only which one it was. */
export interface GivenAdvice {
  readonly id: string;
  readonly topic: AdviceTopic;
  /** 0..1 */
  readonly confidence: number;
  /** The planner's words; null for a playbook. */
  readonly plan: PlanAdvice | null;
}

/** A brief with the moment at which it was asked for. */
export interface BuiltBrief {
  readonly at: string;
  /** Of the request: figures of another source are no cache of this one's. */
  readonly mode: string;
  readonly data: AdviceBriefOutput;
}

interface KeptAdvice extends GivenAdvice {
  readonly owner: string;
  readonly at: string;
  /** Shown with it; null: without one. */
  readonly brief: BuiltBrief | null;
}

export const PLAYBOOK_CONFIDENCE = 0.6;
/** So long the buttons of an advice work; afterwards it is still known what it was about. */
export const BUTTONS_WORK_MS = 15 * 60_000;
/** So long it can be had as a document, with the figures that it was shown with. */
export const MEMO_WORKS_MS = 30 * 60_000;
const ADVICE_TTL_SEC = 24 * 3600;
export const BRIEF_TTL_SEC = 900;
/** A brief is built anew at most this often. */
export const REFRESH_EVERY_MS = 120_000;

export const adviceKey = (chatId: string, id: string): string => `advice:${chatId}:${id}`;
export const briefKey = (chatId: string, topic: AdviceTopic): string => `advice-brief:${chatId}:${topic}`;

/** Twelve characters that fit a button; `seed` names the answer, so that a repeated turn or run makes the same ones. */
export const adviceId = (seed: string): string => createHash('sha256').update(`advice/${seed}`).digest('base64url').slice(0, 12);

export const sourceOf = ({ plan }: Pick<GivenAdvice, 'plan'>): AdviceSource => (plan === null ? 'playbook' : 'planner');
export const contentOf = ({ topic, plan }: GivenAdvice, context: ReplyContext): Advice => (plan === null ? adviceOfPlaybook(topic, context) : adviceOfPlan(plan, context));

export function keepAdvice({ id, topic, confidence, plan }: GivenAdvice, brief: BuiltBrief | null, { chatId, principal, now }: ReplyContext): KeptValue {
  const kept: KeptAdvice = { id, topic, confidence, plan, owner: principal.telegramId, at: now.toISOString(), brief };
  return { key: adviceKey(chatId, id), value: kept, ttlSec: ADVICE_TTL_SEC };
}

export function keepBrief(brief: BuiltBrief, { chatId }: ReplyContext): KeptValue {
  return { key: briefKey(chatId, brief.data.topic), value: brief, ttlSec: BRIEF_TTL_SEC };
}

/** An advice that a button stands under. */
export interface NamedAdvice {
  readonly given: GivenAdvice;
  /** The brief that it was shown with. */
  readonly brief: BuiltBrief | null;
  readonly ageMs: number;
}

/** What a button knows of its advice. Null: nothing, or it is somebody else's. */
export function adviceNamed(id: string, { kept, chatId, principal, now }: ReplyContext): NamedAdvice | null {
  const value = kept[adviceKey(chatId, id)];
  const given = readGiven(value);
  if (given === null || typeof value !== 'object' || value === null || !('owner' in value) || value.owner !== principal.telegramId) return null;
  const at = 'at' in value && typeof value.at === 'string' ? Date.parse(value.at) : Number.NaN;
  return { given, brief: 'brief' in value ? readBrief(value.brief) : null, ageMs: Number.isNaN(at) ? Number.POSITIVE_INFINITY : now.getTime() - at };
}

/** Reads what was stored, or what a job carries. */
export function readGiven(value: unknown): GivenAdvice | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, topic: name, confidence, plan }: Partial<Record<keyof GivenAdvice, unknown>> = value;
  const topic = topicNamed(name);
  if (typeof id !== 'string' || topic === null || typeof confidence !== 'number') return null;
  // Written by ourselves: the planner's answer was checked by its schema before it was kept.
  return { id, topic, confidence, plan: typeof plan === 'object' ? (plan as PlanAdvice | null) : null };
}

/** A brief as it was stored; null where there is none. */
export function readBrief(value: unknown): BuiltBrief | null {
  return typeof value === 'object' && value !== null && 'at' in value && 'mode' in value && 'data' in value ? (value as BuiltBrief) : null;
}

/** The brief of the topic that was built a short while ago, of the same source. */
export function keptBrief(topic: AdviceTopic, { kept, chatId, status }: ReplyContext): BuiltBrief | null {
  const brief = readBrief(kept[briefKey(chatId, topic)]);
  return brief?.mode === status.mode ? brief : null;
}
