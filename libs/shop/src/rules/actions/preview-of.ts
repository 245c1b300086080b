import { Decimal } from 'decimal.js';
import type { ShopWarning } from '../../envelope';
import type { ActionAnomaly, ActionExample, ActionPreviewData, ForceReason } from '../../methods/actions/action-preview';
import type { Pct } from '../../methods/shared-types';
import { money } from '../../money';
import type { ActionLimits } from '../action-context';
import type { ActionPlan, Target } from './plan';
import { targetSetHash } from './target-set-hash';

const MAX_IDS = 200;
const MAX_REJECTED = 50;
const ANOMALY_EXAMPLES = 5;

export interface Preview {
  readonly data: ActionPreviewData;
  readonly warnings: readonly ShopWarning[];
}

/** A plan as the shop shows it. */
export function previewOf(plan: ActionPlan, limits: ActionLimits): Preview {
  const { targets, rejected } = plan;
  const isNoop = targets.length === 0;
  const anomaly = anomalyOf(plan);
  const reasons = isNoop ? [] : forceReasons(plan, anomaly, limits);
  const data: ActionPreviewData = {
    status: isNoop ? 'noop' : 'preview',
    would_apply: !isNoop,
    noop_reason: isNoop ? plan.noopReason : null,
    affected_count: targets.length,
    scope: plan.scope,
    targets: targetsOf(targets),
    target_set_hash: targetSetHash(plan),
    snapshot: plan.snapshot,
    examples: byChange(targets).slice(0, plan.examplesMax).map((target) => target.example),
    max_delta_pct: pctOf(largest(targets)),
    anomaly,
    force_required: reasons.length > 0,
    force_reasons: reasons,
    rejected: rejected.slice(0, MAX_REJECTED),
    rejected_count: rejected.length,
    side_effects: plan.sideEffects,
    summary: plan.summary,
    ...(plan.coupon === null ? {} : { operation: plan.coupon.operation }),
  };
  return { data, warnings: [...plan.warnings, ...forceWarnings(reasons, limits)] };
}

function targetsOf(targets: readonly Target[]): ActionPreviewData['targets'] {
  const ids = targets.map((target) => target.id).sort(byId);
  return { total: ids.length, ids: ids.slice(0, MAX_IDS), truncated: ids.length > MAX_IDS };
}

function anomalyOf({ anomaly, targets }: ActionPlan): ActionAnomaly | null {
  if (anomaly === null) return null;
  const over = byChange(targets.filter(({ deltaPct }) => deltaPct !== null && deltaPct.abs().gt(anomaly.thresholdPct)));
  return {
    threshold_pct: anomaly.thresholdPct.toString(),
    max_delta_pct: pctOf(largest(targets)) ?? '0.00',
    over_threshold_count: over.length,
    examples_over_threshold: over.slice(0, ANOMALY_EXAMPLES).map((target): ActionExample => target.example),
  };
}

function forceReasons(plan: ActionPlan, anomaly: ActionAnomaly | null, limits: ActionLimits): ForceReason[] {
  const hasAnomaly = limits.isForceOnAnomaly && plan.anomaly?.wantsForce === true && (anomaly?.over_threshold_count ?? 0) > 0;
  return [
    ...(hasAnomaly ? (['ANOMALY'] as const) : []),
    ...(plan.targets.length > limits.massChangeLimit ? (['MASS_CHANGE'] as const) : []),
    ...(limits.isForceOnAnomaly && plan.isOverAbsolute ? (['ABS_DELTA'] as const) : []),
  ];
}

function forceWarnings(reasons: readonly ForceReason[], { massChangeLimit }: ActionLimits): ShopWarning[] {
  if (reasons.length === 0) return [];
  const mass = { code: `MASS_CHANGE_OVER_${massChangeLimit}`, message: `more than ${massChangeLimit} rows` };
  return [{ code: 'FORCE_REQUIRED', message: reasons.join(', ') }, ...(reasons.includes('MASS_CHANGE') ? [mass] : [])];
}

/** The largest change first; rows without one, and equal ones, by id. */
function byChange(targets: readonly Target[]): Target[] {
  const change = ({ deltaPct }: Target): Decimal => deltaPct?.abs() ?? new Decimal(0);
  return [...targets].sort((a, b) => change(b).comparedTo(change(a)) || byId(a.id, b.id));
}

function byId(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}

function largest(targets: readonly Target[]): Decimal | null {
  return byChange(targets)[0]?.deltaPct ?? null;
}

export function pctOf(value: Decimal | null): Pct | null {
  return value === null ? null : money(value);
}
