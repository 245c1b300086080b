import type { ContractReport, ShopMode } from '@ownerbot/shop';
import { putKept, readKept, type Db } from '@ownerbot/storage';
import type { ContractResultAt } from '@ownerbot/tools';

/** For longer nobody should rely on what SIS answered once. */
const KEPT_SEC = 7 * 24 * 3_600;
const RESULTS: readonly unknown[] = ['OK', 'MISMATCH', 'UNAVAILABLE'];
const keyOf = (mode: ShopMode): string => `contract-check:${mode}`;

/** The newest whole check of SIS in a mode, whichever worker made it; null: none is known. */
export async function readContractResult(db: Db, mode: ShopMode, now: Date): Promise<ContractResultAt | null> {
  const { [keyOf(mode)]: kept } = await readKept(db, [keyOf(mode)], now);
  if (typeof kept !== 'object' || kept === null || !('at' in kept) || !('report' in kept) || typeof kept.at !== 'string' || !isReport(kept.report)) return null;
  return { at: new Date(kept.at), report: kept.report };
}

export async function keepContractResult(db: Db, mode: ShopMode, { at, report }: ContractResultAt): Promise<void> {
  await putKept(db, [{ key: keyOf(mode), value: { at: at.toISOString(), report }, ttlSec: KEPT_SEC }], at);
}

/** Written by ourselves, perhaps by an older release: its lists are looked at, their rows are ours. */
function isReport(value: unknown): value is ContractReport {
  return typeof value === 'object' && value !== null && 'result' in value && RESULTS.includes(value.result) && 'checks' in value && Array.isArray(value.checks) && 'notes' in value && Array.isArray(value.notes);
}
