import type { ContractReport, Instant, ShopCall, ShopMode } from '@ownerbot/shop';
import type { Incident, NotifyKind, NotifySettings, Outage, RequestGroup, Subscription } from '@ownerbot/storage';
import { ToolError } from '../errors';

export const HEALTH_NAMES = ['db', 'redis', 'queues', 'worker', 'telegram', 'sis', 'llm', 'asr', 'storage'] as const;
export type HealthName = (typeof HEALTH_NAMES)[number];
export const HEALTH_STATES = ['ok', 'warn', 'fail', 'skipped'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

export interface HealthCheck {
  readonly name: HealthName;
  readonly status: HealthState;
  /** Null where nothing was asked. */
  readonly latency_ms: number | null;
  /** Why it is not `ok`; stable, upper case. */
  readonly code: string | null;
  /** When rights and views of a database were last looked at; an ISO instant. */
  readonly checked_at?: string;
}

/** A record of the audit as an owner may see it; `fields` hold neither texts nor customers' data. */
export interface AuditRecord {
  readonly id: string;
  readonly occurred_at: Instant;
  readonly correlation_id: string;
  readonly event_type: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface AuditQuery {
  readonly limit: number;
  readonly event_type?: string;
  /** Records older than this one. */
  readonly before_id?: string;
}

export interface ErrorQuery {
  readonly since: Date;
  readonly limit: number;
}

export interface ErrorRecords {
  readonly total: number;
  readonly by_code: Readonly<Record<string, number>>;
  readonly events: readonly (AuditRecord & { readonly code: string })[];
}

export interface OwnSettings {
  readonly locale: string;
  readonly timezone: string;
  readonly tenant: { readonly shop_id: number; readonly currency: string; readonly timezone: string; readonly locale: string };
  /** Of the owner's settings; 0 while nothing was ever set. */
  readonly settings_version: number;
  /** What the owner has set, by the names of the fields; what is absent has its default. */
  readonly stored: Readonly<Record<string, unknown>>;
}

export interface UpstreamFacts {
  readonly upstream_mode: ShopMode;
  /** The stored override; null: none. */
  readonly runtime_mode: ShopMode | null;
  readonly toggle_enabled: boolean;
  readonly auto_fallback: string;
  readonly sis_configured: boolean;
  /** By mode: the first setting that it needs and that is missing; null: none is. */
  readonly missing_keys: Readonly<Record<ShopMode, string | null>>;
  /** Host of SIS without scheme, path or key; null where none is set. */
  readonly sis_host: string | null;
  readonly contract_check_enabled: boolean;
  /** Of the tenant's settings. */
  readonly settings_version: number;
}

/** Who a team message comes from and goes to. */
export interface TeamFacts {
  /** Telegram ids of chats, in the order of the settings, each once. */
  readonly recipients: readonly string[];
  /** The owner's name; null while it is not known. */
  readonly sender: string | null;
}

/** What OwnerBot has recorded of its own work in a window and in the one directly before it. */
export interface WorkWindows {
  readonly before: Date;
  readonly from: Date;
  readonly to: Date;
}

/** Requests that ended alike, in the window (`isCurrent`) or in the one before. */
export type EndedRequests = RequestGroup;

export interface ToolCalls {
  readonly isCurrent: boolean;
  readonly tool: string;
  readonly calls: number;
  readonly errors: number;
  readonly p95Ms: number | null;
}

export type WorkMilestone = 'advice_given' | 'advice_brief_built' | 'advice_memo_made' | 'agent_plan_previewed' | 'agent_plan_committed';

export interface WorkRecords {
  readonly requests: readonly EndedRequests[];
  readonly toolCalls: readonly ToolCalls[];
  readonly milestones: readonly { readonly isCurrent: boolean; readonly event: WorkMilestone; readonly count: number }[];
  /** When the oldest record that is kept was written; null: there is none. */
  readonly since: Date | null;
}

/** Events in the order in which something goes through them, and those that end it beside them. */
export interface FunnelOfWork {
  readonly steps: readonly string[];
  readonly beside: readonly string[];
  readonly idField: 'plan_id' | 'proposal_id' | null;
}

export interface ContractResultAt {
  readonly at: Date;
  readonly report: ContractReport;
}

/** An owner's notifications: what is set, what runs when, and what is open. */
export interface NotificationFacts {
  /** What the owner has set, the rest as it stands by default. */
  readonly settings: NotifySettings;
  /** Of the owner's settings; 0 while nothing was ever set. */
  readonly settings_version: number;
  /** The owner's. */
  readonly timezone: string;
  /** How often alerts look. */
  readonly poll_ms: number;
  /** Of the kinds that were ever switched on. */
  readonly subscriptions: readonly Subscription[];
  /** Open ones; oldest first. */
  readonly incidents: readonly Incident[];
  /** Of the shop, for all owners. */
  readonly outages: readonly Outage[];
}

/** What tools may ask of OwnerBot itself: its own tables, settings and parts. The worker composes it. */
export interface OwnData {
  /** `call` is for the shop's ping, `mode` says which shop that is. */
  health(call: ShopCall, mode: ShopMode): Promise<readonly HealthCheck[]>;
  /** Newest first. */
  audit(query: AuditQuery): Promise<{ readonly total: number; readonly events: readonly AuditRecord[] }>;
  /** Records with severity `error`, newest first. */
  errors(query: ErrorQuery): Promise<ErrorRecords>;
  /** The records of requests, newest first. */
  lastRequests(limit: number): Promise<{ readonly total: number; readonly events: readonly AuditRecord[] }>;
  /** Of all owners of the shop. */
  work(windows: WorkWindows): Promise<WorkRecords>;
  /** Things of a window, by the events that each of them reached in it. */
  funnel(window: Pick<WorkWindows, 'from' | 'to'>, funnel: FunnelOfWork): Promise<readonly { readonly events: readonly string[]; readonly count: number }[]>;
  /** The newest whole check of SIS against the contract, in a mode; null: none is known. */
  contractResult(mode: ShopMode): Promise<ContractResultAt | null>;
  keepContractResult(mode: ShopMode, result: ContractResultAt): Promise<void>;
  settings(ownerUserId: string): Promise<OwnSettings>;
  upstream(): Promise<UpstreamFacts>;
  team(ownerUserId: string): Promise<TeamFacts>;
  notifications(ownerUserId: string): Promise<NotificationFacts>;
  /** When each kind would run next under these settings; null: it is off. */
  nextRuns(ownerUserId: string, settings: NotifySettings, at: Date): Promise<Readonly<Record<NotifyKind, Instant | null>>>;
  /** Open or closed; null: this owner has none of this id. */
  incident(ownerUserId: string, incidentId: string): Promise<Incident | null>;
}

const missing = (): Promise<never> => Promise.reject(new ToolError('TOOL_EXECUTION_FAILED', 'the runner was made without own data'));

/** Of a runner that serves no tools of this kind. */
export const NO_OWN_DATA: OwnData = { health: missing, audit: missing, errors: missing, lastRequests: missing, work: missing, funnel: missing, contractResult: missing, keepContractResult: missing, settings: missing, upstream: missing, team: missing, notifications: missing, nextRuns: missing, incident: missing };
