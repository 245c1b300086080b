import { callOf, Count, HEALTH_NAMES, HEALTH_STATES, ListOf, NoFields, Nullable, OneOf, Optional, ownProvenance, AnyText, type HealthCheck, type HealthName, type HealthState } from '@ownerbot/tools';
import { ownRead } from '../read-tool';

export const OVERALL = ['ok', 'degraded', 'down'] as const;

export class HealthCheckData {
  @OneOf(HEALTH_NAMES) readonly name: HealthName;
  @OneOf(HEALTH_STATES) readonly status: HealthState;
  @Nullable() @Count() readonly latency_ms: number | null;
  @Nullable() @AnyText() readonly code: string | null;
  /** When rights and views of the database of SIS were last looked at. */
  @Optional() @AnyText() readonly checked_at?: string;
}

export class SysHealthOutput {
  @OneOf(OVERALL) readonly status: (typeof OVERALL)[number];
  @ListOf(() => HealthCheckData, HEALTH_NAMES.length) readonly checks: readonly HealthCheckData[];
}

/** Whether OwnerBot and what it stands on work. */
export const sysHealth = ownRead<NoFields, SysHealthOutput>({
  name: 'sys_health',
  version: '1.1',
  group: 'systems',
  payload: NoFields,
  output: SysHealthOutput,
  async handle(_payload, context) {
    const checks = await context.own.health(callOf(context), context.mode);
    return { data: { status: overall(checks), checks }, provenance: ownProvenance(['health'], context) };
  },
});

/** Without these nothing is answered at all. */
const VITAL: readonly HealthName[] = ['db', 'queues', 'worker'];

export function overall(checks: readonly Pick<HealthCheck, 'name' | 'status'>[]): SysHealthOutput['status'] {
  if (checks.some(({ name, status }) => status === 'fail' && VITAL.includes(name))) return 'down';
  return checks.some(({ status }) => status === 'fail' || status === 'warn') ? 'degraded' : 'ok';
}
