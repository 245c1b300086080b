import type { Severity } from '@ownerbot/storage';
import type { Provenance } from '@ownerbot/tools';

/** One decided message, as its words are made of it: keys and figures, no texts. */
export interface NotifyMessage {
  /** Made of the cause alone: never of counts, the order of ids, or the clock. */
  readonly dedupKey: string;
  readonly severity: Severity;
  /** Its words are those of `ntf.<kind>.<variant>`. */
  readonly variant: string;
  /** JSON. */
  readonly figures: Readonly<Record<string, unknown>>;
  /** ISO instant; null where nothing was read. */
  readonly asOf: string | null;
  readonly provenance: Provenance | null;
  /** DEMO is marked. */
  readonly mode: string;
  /** Without a sound from 22:00 to 08:00 of the owner's zone. */
  readonly isQuietAtNight: boolean;
  /** Of a report: what text and file are made of. */
  readonly report?: ReportModel;
}

export interface ReportModel {
  readonly kind: 'daily' | 'weekly';
  readonly slotKey: string;
  readonly format: string;
  /** JSON; null: there are no figures. */
  readonly model: object | null;
  readonly reasons: readonly object[];
  readonly lateMinutes: number;
}
