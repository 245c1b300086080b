import { ShopError, type FxStatusData, type ShopAnswer } from '@ownerbot/shop';
import { NoFields, type AuditRecord, type ShopToolContext } from '@ownerbot/tools';
import { shopAction } from '../acting/shop-action';
import { SisFxRollbackOutput, type RolledBackJob } from './sis-fx-rollback.fields';

const REMEMBERED_COMMITS = 100;

/** Takes the newest repricing back, row by row; rows that were changed since stay as they are. */
export const sisFxRollback = shopAction({
  name: 'sis_fx_rollback',
  version: '1.1',
  group: 'prices',
  payload: NoFields,
  output: SisFxRollbackOutput,
  kind: 'reprice/rollback',
  conflictGroups: ['prices', 'coupons'],
  defaultPayload: {},
  async wish(_payload, context) {
    const [status, commits] = [await statusOf(context), await commitsOf(context)];
    return {
      body: {},
      ...(status === null ? {} : { reads: [status] as const }),
      tells: ({ snapshot: { job_id } }) => ({ job: job_id === undefined ? null : jobOf(job_id, status?.data ?? null, commits) }),
    };
  },
});

/** A shop that reprices without a rate of its own has no state of it. */
async function statusOf({ shop, call }: ShopToolContext): Promise<ShopAnswer<FxStatusData> | null> {
  try {
    return await shop.fxStatus(call);
  } catch (error) {
    if (error instanceof ShopError && error.code === 'UPSTREAM_NOT_IMPLEMENTED') return null;
    throw error;
  }
}

async function commitsOf({ own }: ShopToolContext): Promise<readonly AuditRecord[]> {
  return (await own.audit({ limit: REMEMBERED_COMMITS, event_type: 'action_committed' })).events;
}

/** What the shop or our own record tells of a job. */
function jobOf(jobId: string, status: FxStatusData | null, commits: readonly AuditRecord[]): RolledBackJob {
  const last = status?.last_apply;
  if (last?.job_id === jobId) return { job_id: jobId, finished_at: last.at, affected_count: last.affected_count, kind: 'fx' };
  const commit = commits.find(({ fields }) => fields['job_id'] === jobId);
  if (commit === undefined) return { job_id: jobId, finished_at: null, affected_count: null, kind: 'unknown' };
  const { affected_count: count, tool } = commit.fields;
  return { job_id: jobId, finished_at: commit.occurred_at, affected_count: typeof count === 'number' ? count : null, kind: tool === 'sis_fx_reprice' ? 'reprice' : 'fx' };
}
