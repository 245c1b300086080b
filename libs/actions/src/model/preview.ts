import type { ActionPreviewData } from '@ownerbot/shop';
import type { ToolResponse, ToolWarning } from '@ownerbot/tools';
import { canonicalJson } from '../integrity/canonical-json';
import { sha256 } from '../integrity/seal';

/** What every preview of an action tells; a tool adds its own. */
export type PreviewData = ActionPreviewData & {
  /** The payload as understood, with units and resolved times. */
  readonly interpretation?: Readonly<Record<string, unknown>>;
  readonly [more: string]: unknown;
};

/** A preview as the proposal keeps it. */
export interface StoredPreview {
  readonly data: PreviewData;
  readonly warnings: readonly ToolWarning[];
  readonly provenance: ToolResponse['provenance'];
}

/** The answer of an action tool: a preview, and what its confirm would carry out; null where nothing would be. */
export type ActionResponse = ToolResponse<PreviewData> & { readonly commit: Readonly<Record<string, unknown>> | null };

/** What the owner saw, as one hash: equal previews have equal fingerprints. */
export function fingerprintOf(data: Pick<PreviewData, 'affected_count' | 'max_delta_pct' | 'examples' | 'targets' | 'target_set_hash' | 'snapshot'>): string {
  const { affected_count, max_delta_pct, examples, targets, target_set_hash, snapshot } = data;
  return sha256(canonicalJson({ affected_count, max_delta_pct, examples, targets, target_set_hash, snapshot }));
}

/** Ready to be confirmed: it would change something, and says what exactly. */
export function wouldApply(data: PreviewData): boolean {
  return data.would_apply && data.status === 'preview' && data.affected_count > 0;
}
