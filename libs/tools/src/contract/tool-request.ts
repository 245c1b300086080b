import type { Instant, ShopMode } from '@ownerbot/shop';

export const TOOL_SOURCES = ['template', 'command', 'text', 'voice', 'llm', 'plan', 'digest', 'alert', 'brief', 'console', 'replay'] as const;
export type ToolSource = (typeof TOOL_SOURCES)[number];

export const PRESENTATION_KINDS = ['text', 'chart_png', 'weekly_pdf', 'json_file', 'csv_file'] as const;
export type PresentationKind = (typeof PRESENTATION_KINDS)[number];

export type Role = 'owner';

export interface ToolActor {
  readonly owner_user_id: number;
  readonly chat_id: number;
  readonly role: Role;
  /** The owner's own zone, in which days are counted; the tenant's when absent. */
  readonly timezone?: string;
}

/** Read from the tenant's settings for each request; never a constant. */
export interface ToolTenant {
  readonly project: string;
  readonly shop_id: number;
  readonly currency: string;
  readonly timezone: string;
  readonly locale: string;
}

/** What a tool is asked. */
export interface ToolRequest {
  readonly tool: string;
  readonly version: string;
  /** Id of the inbox job that began the request; 1..64 of `[A-Za-z0-9_-]`. */
  readonly correlation_id: string;
  /** Of a read: the effect's id. */
  readonly idempotency_key: string;
  readonly requested_at: Instant;
  readonly deadline_at: Instant;
  readonly actor: ToolActor;
  readonly tenant: ToolTenant;
  readonly mode: ShopMode;
  readonly source: ToolSource;
  readonly presentation?: { readonly kind: PresentationKind };
  readonly payload: object;
}
