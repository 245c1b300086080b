import { ShopError, type ActionBody, type ActionPreviewData } from '@ownerbot/shop';
import { readProposal, type Proposal } from '@ownerbot/storage';
import type { Evidence } from '../model/proposal-view';
import type { StoredPreview } from '../model/preview';
import { enquire } from './enquire';
import { shopCallOf, type RemoteCommit } from './work';
import { dispatchChange, readyChange, writeChange } from './write-change';

/**
 * Shows the owner where the targets of an unknown change stand: how many as before it, how many as after it, how many elsewhere.
 * Settles nothing by itself. Nothing is written when the proposal was settled meanwhile.
 */
export async function gatherEvidence({ work, port, kind }: RemoteCommit): Promise<void> {
  const { parts } = work;
  const proposal = await readProposal(parts.db, work.proposal.proposalId);
  if (proposal?.state !== 'unknown') return;
  const call = await shopCallOf(work);
  const { enquiry } = await enquire(port, proposal, call);
  const fresh = await port.previewAction(kind, proposal.payloadCommit as ActionBody, call).then(
    (answer) => answer.data,
    (error: unknown) => {
      if (error instanceof ShopError) return null;
      throw error;
    },
  );
  const at = parts.clock.now();
  const evidence: Evidence = { ...standing(proposal, fresh), operation: enquiry === 'unreachable' ? null : enquiry, checkedAt: at.toISOString(), previewed: fresh !== null };
  const ready = await readyChange(parts, proposal, { patch: { ownerAsked: true, errorDetails: { ...proposal.errorDetails, evidence } }, audit: [], tell: { about: 'evidence', asksOwner: true, evidence } }, at);
  const moved = await writeChange(parts.db, proposal, ready);
  if (moved.moved) await dispatchChange(parts, ready, moved);
}

/** Compares the preview that was confirmed with one of now, as far as their rows are known. */
function standing(proposal: Proposal, fresh: ActionPreviewData | null): Pick<Evidence, 'before' | 'after' | 'elsewhere'> {
  const total = proposal.targetTotal;
  if (fresh === null) return { before: 0, after: 0, elsewhere: total };
  // The very rows that would have changed stand as they stood.
  if (fresh.target_set_hash === proposal.targetSetHash) return { before: total, after: 0, elsewhere: 0 };
  const { data } = proposal.preview as unknown as StoredPreview;
  const now = new Map(fresh.examples.map((row) => [row.id, row.before]));
  const still = new Set<string | number>(fresh.targets.ids);
  const count = { before: 0, after: 0, elsewhere: 0 };
  const shown = new Set(data.examples.map((row) => row.id));
  for (const { id, before, after } of data.examples) count[placeOf(before, after, now.get(id), still.has(id) || fresh.targets.truncated)] += 1;
  // A row that the same request would not change any more stands where the request puts it.
  for (const id of proposal.targetIds) if (!shown.has(id)) count[still.has(id) || fresh.targets.truncated ? 'elsewhere' : 'after'] += 1;
  return { ...count, elsewhere: count.elsewhere + Math.max(0, total - count.before - count.after - count.elsewhere) };
}

function placeOf(before: string | null, after: string | null, now: string | null | undefined, isTarget: boolean): 'before' | 'after' | 'elsewhere' {
  if (now === undefined) return isTarget ? 'elsewhere' : 'after';
  if (now === after) return 'after';
  return now === before ? 'before' : 'elsewhere';
}
