import type { CommitReason, JobContext } from '@ownerbot/queues';
import type { ShopActionKind, ShopCall } from '@ownerbot/shop';
import { readSettings, type Proposal, type TenantSettings } from '@ownerbot/storage';
import type { ActionParts } from '../parts';
import type { ApplyPort } from '../port/apply-port';

/** One run of a commit that holds the lease. */
export interface CommitWork {
  readonly parts: ActionParts;
  readonly job: Pick<JobContext<'action.commit'>, 'attempt' | 'attemptsAllowed' | 'log'>;
  readonly reason: CommitReason;
  readonly leaseOwner: string;
  /** Fires when the run must end or its lease is lost. */
  readonly signal: AbortSignal;
  /** As it was last written by this run. */
  readonly proposal: Proposal;
}

/** One run of a commit at a shop elsewhere. */
export interface RemoteCommit {
  readonly work: CommitWork;
  readonly port: ApplyPort;
  readonly kind: ShopActionKind;
}

/** For whom the shop is asked. Everything but the zone and the currency is the proposal's own. */
export async function shopCallOf({ parts, proposal, signal }: CommitWork): Promise<ShopCall> {
  const { tenant, owner } = await readSettings(parts.db, proposal.ownerUserId);
  return callFor(proposal, tenant, owner.timezone ?? tenant.timezone, signal);
}

function callFor(proposal: Proposal, tenant: TenantSettings, timezone: string, signal: AbortSignal): ShopCall {
  return { shopId: proposal.shopId, currency: tenant.currency, timezone, actorTelegramId: proposal.ownerUserId, correlationId: proposal.correlationId, signal };
}

/** The frozen request of a confirmed proposal. */
export function bodyOf({ applyBody, proposalId }: Proposal): string {
  if (applyBody === null) throw new TypeError(`proposal ${proposalId} is confirmed without its request`);
  return applyBody.toString('utf8');
}

/** The time until which a change may begin; a confirmed proposal always has one. */
export function deadlineOf({ notAfter, proposalId }: Proposal): Date {
  if (notAfter === null) throw new TypeError(`proposal ${proposalId} is confirmed without a deadline`);
  return notAfter;
}

/** The commit's own job, or its replay, waits for the outcome; others leave that to the sweep. */
export function isOwnJob(reason: CommitReason): boolean {
  return reason === 'commit' || reason === 'replay';
}
