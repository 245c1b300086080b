import { Decimal } from 'decimal.js';
import type { RejectedRow } from '../../../../methods/actions/action-preview';
import { instant } from '../../../../instants';
import { readThreshold } from '../../../prices/price-fields';
import { deltaPct } from '../../../prices/price-targets';
import { hasPrice } from '../../../prices/selling-price';
import { canonicalJson } from '../../../../filters-hash';
import type { ActionRows, CellValue, ChangedTable, FxBackupRow, FxJobRow } from '../../../shop-rows';
import { money } from '../../../../money';
import { PLAIN_PLAN, updatesOf, warning, type ActionPlan, type Cell, type Target } from '../../plan';
import type { Planning } from '../../planning';

/** The newest finished job that was not rolled back. */
export function newestJob({ jobs }: Pick<ActionRows, 'jobs'>): FxJobRow | null {
  const open = jobs.filter((job) => job.rolled_back_at === null);
  return open.reduce<FxJobRow | null>((newest, job) => (newest === null || isLater(job, newest) ? job : newest), null);
}

function isLater(a: FxJobRow, b: FxJobRow): boolean {
  const difference = Date.parse(a.finished_at) - Date.parse(b.finished_at);
  return difference > 0 || (difference === 0 && a.job_id > b.job_id);
}

/** The job with this id, if it was rolled back already. */
export function findRolledBack({ jobs }: Pick<ActionRows, 'jobs'>, jobId: string | undefined): FxJobRow | null {
  return jobs.find((job) => job.job_id === jobId && job.rolled_back_at !== null) ?? null;
}

/** `POST /reprice/rollback` (A4): brings back what the newest job changed, row by row; rows changed since are left alone. */
export function planRollback({ rows, body }: Planning): ActionPlan {
  const thresholdPct = readThreshold(body);
  const job = newestJob(rows);
  const common = {
    ...PLAIN_PLAN,
    parameters: { kind: 'reprice/rollback', job_id: job?.job_id ?? null, anomaly_threshold_pct: thresholdPct.toString() },
    anomaly: { thresholdPct, wantsForce: true },
    actionName: 'rollback',
  } as const;
  if (job === null) {
    const warnings = [warning('NO_ROLLBACK_DATA', 'there is no job to roll back')];
    return { ...common, scope: { kind: 'job', job_id: null }, targets: [], noopReason: 'NO_ROLLBACK_DATA', warnings, summary: 'nothing to roll back', doneSummary: '' };
  }
  const { targets, sideCells, journalCells, rejected } = restored(rows, rows.backups.filter((backup) => backup.job_id === job.job_id));
  return {
    ...common,
    scope: { kind: 'job', job_id: job.job_id },
    snapshot: { job_id: job.job_id },
    targets,
    sideCells,
    rejected,
    warnings: rejected.length === 0 ? [] : [warning('ROLLBACK_ROWS_SKIPPED', String(rejected.length))],
    summary: `${targets.length} prices back to before ${job.finished_at}`,
    doneSummary: `${targets.length} prices restored`,
    writes: ({ at }) => [...updatesOf(journalCells), { table: 'jobs', id: job.job_id, set: { rolled_back_at: instant(at) } }],
  };
}

const TABLES = { product: 'products', variant: 'variants', coupon: 'coupons', fx: 'fx' } as const satisfies Record<FxBackupRow['entity'], ChangedTable>;

interface Restored {
  readonly targets: Target[];
  readonly sideCells: Cell[];
  readonly journalCells: Cell[];
  readonly rejected: RejectedRow[];
}

function restored(rows: ActionRows, backups: readonly FxBackupRow[]): Restored {
  const rejected: RejectedRow[] = [];
  const of = (entity: FxBackupRow['entity']): FxBackupRow[] => backups.filter((one) => one.entity === entity);
  const variantCells = new Map<number, Cell[]>();
  for (const backup of of('variant')) {
    const variant = rows.variants.find((one) => one.variant_id === backup.entity_id);
    if (variant === undefined || !isUntouched(backup, variant)) rejected.push({ id: `variant-${backup.entity_id}`, reason: 'CHANGED_SINCE_JOB' });
    else variantCells.set(variant.product_id, [...(variantCells.get(variant.product_id) ?? []), ...cellsOf(backup)]);
  }
  const targets = of('product').flatMap((backup): Target[] => {
    const product = rows.products.find((one) => one.product_id === backup.entity_id);
    if (product === undefined || !isUntouched(backup, product)) {
      rejected.push({ id: backup.entity_id, reason: 'CHANGED_SINCE_JOB' });
      return [];
    }
    const before = product.base_price;
    const after = textOf(backup.before['base_price']);
    const delta = hasPrice(before) && after !== null ? deltaPct(new Decimal(before), new Decimal(after)) : null;
    return [
      {
        id: product.product_id,
        cells: [...cellsOf(backup), ...(variantCells.get(product.product_id) ?? [])],
        example: { id: product.product_id, label: product.title, before, after, delta_pct: delta === null ? null : money(delta) },
        deltaPct: delta,
      },
    ];
  });
  const sideCells = of('coupon').flatMap((backup) => {
    const coupon = rows.coupons.find((one) => one.coupon_id === backup.entity_id);
    if (coupon !== undefined && isUntouched(backup, coupon)) return cellsOf(backup);
    rejected.push({ id: coupon?.code ?? `coupon-${backup.entity_id}`, reason: 'CHANGED_SINCE_JOB' });
    return [];
  });
  const journalCells = of('fx').flatMap((backup) => (isUntouched(backup, rows.fx) ? cellsOf(backup) : []));
  return { targets, sideCells, journalCells, rejected };
}

/** Whether all that the job wrote into a row still stands there. */
function isUntouched(backup: FxBackupRow, row: object): boolean {
  const now = row as Readonly<Record<string, CellValue>>;
  return Object.entries(backup.after).every(([field, after]) => canonicalJson(now[field]) === canonicalJson(after));
}

function cellsOf(backup: FxBackupRow): Cell[] {
  const table = TABLES[backup.entity];
  return Object.entries(backup.before).map(([field, value]) => ({
    table,
    id: backup.entity_id,
    field,
    before: backup.after[field] ?? null,
    after: value,
  }));
}

function textOf(value: CellValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
