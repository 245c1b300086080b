import { instant } from '../../instants';
import type { ExpectedPreview } from '../../methods/actions/action-apply';
import type { ShopActionKind } from '../../methods/actions/action-kinds';
import type { ActionSnapshot } from '../../methods/actions/action-preview';
import type { SettledApply } from '../action-outcome';
import type { ApplyContext } from '../action-context';
import { ShopRefusal, stale } from '../refusal';
import type { ActionRows, RowChange } from '../shop-rows';
import { backupsOf } from './backups-of';
import { readerOf } from './body-reader';
import { findRolledBack, newestJob } from './kinds/repricing/rollback';
import { NO_SIDE_EFFECTS, updatesOf, type ActionPlan } from './plan';
import { planOf } from './plan-of';
import { previewOf } from './preview-of';

/** Checks an apply against its preview and says what it writes. Throws `ShopRefusal`; then nothing may be written. */
export function settleApply(kind: ShopActionKind, rows: ActionRows, body: unknown, context: ApplyContext): SettledApply {
  const { force, expected, notAfter } = readApplyFields(body);
  if (notAfter !== null && context.now > notAfter) throw new ShopRefusal('APPLY_EXPIRED', 'the apply came after its not_after');
  if (kind === 'reprice/rollback') {
    const done = rolledBackBefore(rows, expected, context);
    if (done !== null) return done;
  }
  const plan = planOf(kind, rows, body, context, expected?.snapshot ?? null);
  const { data: preview, warnings } = previewOf(plan, context.limits);
  checkExpected(kind, rows, expected, preview.target_set_hash);
  if (preview.force_required && !force) throw new ShopRefusal('FORCE_REQUIRED', `wants force: ${preview.force_reasons.join(', ')}`);
  const isEmpty = plan.targets.length === 0;
  const number = context.operationId.replace(/^op-/, '');
  const jobId = plan.job === null || isEmpty ? null : `job-${number}`;
  return {
    ok: true,
    warnings,
    changes: isEmpty ? [] : changesOf(plan, jobId, context),
    data: {
      status: 'committed',
      operation_id: context.operationId,
      job_id: jobId ?? plan.snapshot.job_id ?? null,
      action_id: plan.actionName === null ? null : `${plan.actionName}-${number}`,
      affected_count: preview.affected_count,
      target_set_hash: preview.target_set_hash,
      examples: preview.examples,
      side_effects: preview.side_effects,
      rollback_available: jobId !== null,
      rollback_job_id: jobId,
      finished_at: instant(context.now),
      summary: plan.doneSummary,
      ...(plan.coupon === null ? {} : { operation: plan.coupon.operation, coupon_id: plan.coupon.id }),
    },
  };
}

function changesOf(plan: ActionPlan, jobId: string | null, context: ApplyContext): RowChange[] {
  const cells = [...plan.targets.flatMap((target) => target.cells), ...plan.sideCells];
  const at = context.now;
  const job = { affected_count: plan.targets.length, finished_at: instant(at), rolled_back_at: null };
  return [
    ...(jobId === null || plan.job === null ? [] : [{ table: 'jobs', insert: { job_id: jobId, ...plan.job, ...job } } as const, ...backupsOf(jobId, cells)]),
    ...updatesOf(cells),
    ...plan.writes({ at, actorTelegramId: context.actorTelegramId, jobId }),
  ];
}

function checkExpected(kind: ShopActionKind, rows: ActionRows, expected: ExpectedPreview | null, hash: string): void {
  if (expected === null) return;
  const { snapshot } = expected;
  const isOfSettings = kind === 'fx/settings';
  // The hash of settings is the asking side's own: their version says whether anybody changed them.
  if (isOfSettings && snapshot.settings_version !== undefined && snapshot.settings_version !== rows.fx.settings_version) throw stale();
  if (kind === 'reprice/rollback' && snapshot.job_id !== undefined && snapshot.job_id !== newestJob(rows)?.job_id) throw stale();
  if (!isOfSettings && expected.target_set_hash !== hash) throw stale();
}

/** A rollback whose job was rolled back before is done; without any job there is nothing to roll back. */
function rolledBackBefore(rows: ActionRows, expected: ExpectedPreview | null, context: ApplyContext): SettledApply | null {
  const before = findRolledBack(rows, expected?.snapshot.job_id);
  if (before === null) {
    if (newestJob(rows) === null) throw new ShopRefusal('ROLLBACK_IMPOSSIBLE', 'there is no job to roll back');
    return null;
  }
  const data = {
    status: 'already_rolled_back',
    operation_id: context.operationId,
    job_id: before.job_id,
    action_id: null,
    affected_count: 0,
    target_set_hash: expected?.target_set_hash ?? '',
    examples: [],
    side_effects: NO_SIDE_EFFECTS,
    rollback_available: false,
    rollback_job_id: null,
    finished_at: instant(context.now),
    summary: 'rolled back before',
  } as const;
  return { ok: true, data, warnings: [], changes: [] };
}

interface ReadApplyFields {
  readonly force: boolean;
  readonly expected: ExpectedPreview | null;
  readonly notAfter: Date | null;
}

function readApplyFields(body: unknown): ReadApplyFields {
  const reader = readerOf(body);
  return {
    force: reader.flag('force', false),
    notAfter: reader.instant('not_after'),
    expected: reader.has('expected') ? readExpected(reader.part('expected')) : null,
  };
}

function readExpected(part: Readonly<Record<string, unknown>>): ExpectedPreview {
  const reader = readerOf(part);
  const snapshot = reader.has('snapshot') ? readerOf(reader.part('snapshot')) : readerOf({});
  const text = (name: 'rate_set_id' | 'rate' | 'job_id'): Partial<ActionSnapshot> =>
    snapshot.has(name) ? { [name]: snapshot.text(name, { min: 1, max: 200 }) } : {};
  return {
    target_set_hash: reader.text('target_set_hash', { min: 1, max: 200 }),
    affected_count: reader.integer('affected_count', { min: 0, max: Number.MAX_SAFE_INTEGER }),
    snapshot: {
      ...text('rate_set_id'),
      ...text('rate'),
      ...text('job_id'),
      ...(snapshot.has('settings_version') ? { settings_version: snapshot.integer('settings_version', { min: 0, max: Number.MAX_SAFE_INTEGER }) } : {}),
    },
  };
}

