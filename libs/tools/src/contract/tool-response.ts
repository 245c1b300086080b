import type { AnsweredWindow, Completeness, Instant, ShopMode } from '@ownerbot/shop';
import type { ToolErrorCode } from '../errors';
import type { ErrorDetails } from './error-details';

export interface Artifact {
  readonly artifact_id: string;
  readonly type: 'png' | 'pdf' | 'json' | 'csv';
  readonly state: 'pending' | 'ready';
  readonly filename: string;
  readonly mime: string;
  readonly size_bytes: number | null;
  readonly sha256: string | null;
  readonly storage_ref: string | null;
  readonly caption_key?: string;
  readonly as_of: Instant;
}

/** Where the figures come from, what they cover, and whether anything is missing. */
export interface Provenance {
  /** `<system>:<reference>`; systems are `demo`, `sis`, `sis-db`, `ownerbot`. */
  readonly sources: readonly string[];
  readonly window: AnsweredWindow;
  readonly as_of: Instant;
  readonly filters_hash: string;
  readonly counts: { readonly total: number; readonly shown: number } | null;
  readonly completeness: Completeness & { readonly notes: readonly string[] };
}

/** A remark on an answer. Words come from the message catalogues. */
export interface ToolWarning {
  readonly code: string;
  readonly message_key: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface ErrorInfo {
  readonly code: ToolErrorCode;
  readonly message_key: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly details?: ErrorDetails;
  readonly retryable: boolean;
}

/**
 * What a tool answers. Money, percents and averages are decimal strings, counts are integers.
 * `ok`: `provenance` and `as_of` are there and `error` is null; `error`: the other way round, and `data` is empty.
 */
export interface ToolResponse<Data extends object = object> {
  readonly status: 'ok' | 'error';
  readonly tool: string;
  readonly version: string;
  readonly correlation_id: string;
  /** The mode that answered: DEMO where AUTO fell back to the demo shop. */
  readonly mode: ShopMode;
  readonly as_of: Instant | null;
  readonly data: Data;
  readonly artifacts: readonly Artifact[];
  readonly warnings: readonly ToolWarning[];
  readonly provenance: Provenance | null;
  readonly error: ErrorInfo | null;
  /** Of an action's preview: what its confirm carries out; never shown. */
  readonly commit?: Readonly<Record<string, unknown>> | null;
}
