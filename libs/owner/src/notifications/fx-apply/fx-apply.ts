import { createHash } from 'node:crypto';
import { factOf, type DecideInput, type Decision, type NotificationKind, type NotifyMessage } from '@ownerbot/notifications';
import type { FxLastApply, FxStatusData } from '@ownerbot/shop';
import type { NotifySettings } from '@ownerbot/storage';
import { HOUR_MS, MINUTE_MS } from '../hours';
import { readState } from '../read-state';
import { FxApplyState, type SeenApply, type ToldApply } from './state';

/** The shop names its newest repricing only: after a longer gap there may have been others. */
const GAP_MS = 30 * MINUTE_MS;
/** As many as a state holds; a shop has a handful of reasons. */
const MOST_TOLD = 50;

/** The shop has repriced at the rate, or has tried to. */
export const fxApply: NotificationKind<FxApplyState> = {
  kind: 'fx_apply',
  schemaVersion: 1,
  initialState: () => ({ has_looked: false, seen: null, told: [] }),
  readState: (stored) => readState(FxApplyState, stored),
  reads: () => [{ id: 'fx', tool: 'sis_fx_status', payload: {} }],
  decide,
};

/** What stands when a subscription begins: it is no news. */
export function seenNow(last: FxLastApply | null): FxApplyState {
  return { has_looked: true, seen: seenOf(last), told: [] };
}

function seenOf(last: FxLastApply | null): SeenApply | null {
  return last === null ? null : { identity: createHash('sha256').update([last.at, last.result, last.job_id ?? '', last.rate ?? ''].join('|')).digest('hex'), at: last.at };
}

function decide({ settings, state, facts, now, ownJobs, subscription }: DecideInput<FxApplyState>): Decision<FxApplyState> {
  const fact = factOf<FxStatusData>(facts, 'fx');
  if (!fact.known) return { type: 'unknown', reason: fact.code, state };
  const { last_apply: last } = fact.data;
  const seen = seenOf(last);
  if (!state.has_looked) return { type: 'skip', reason: 'FIRST_LOOK', state: { ...state, has_looked: true, seen } };
  if (last === null || seen === null || !isNews(seen, state.seen)) return { type: 'skip', reason: 'NOTHING_NEW', state };
  const looked: FxApplyState = { ...state, seen };
  if (last.job_id !== null && ownJobs.includes(last.job_id)) return { type: 'skip', reason: 'OWN_PROPOSAL', state: looked };
  if (!isSwitchedOn(last, settings)) return { type: 'skip', reason: 'TYPE_OFF', state: looked };
  const what = `${last.result}:${last.reason ?? last.error ?? ''}`;
  const before = state.told.find((one) => one.what === what) ?? null;
  const others = state.told.filter((one) => one.what !== what);
  if (before !== null && now.getTime() - Date.parse(before.sent_at) < settings.fx_apply_events_cooldown_hours * HOUR_MS) {
    const counted: ToldApply = { ...before, untold: before.untold + 1, untold_since: before.untold_since ?? last.at };
    return { type: 'skip', reason: 'COOLDOWN', state: { ...looked, told: [counted, ...others] } };
  }
  const told: ToldApply = { what, sent_at: now.toISOString(), untold: 0, untold_since: null };
  const { lastRunAt } = subscription;
  const gap = lastRunAt !== null && now.getTime() - lastRunAt.getTime() > GAP_MS ? { from: lastRunAt.toISOString(), to: now.toISOString() } : null;
  const message: NotifyMessage = {
    dedupKey: `fx_apply:${seen.identity}`,
    severity: last.result === 'failed' ? 'warning' : 'info',
    variant: last.result,
    figures: { ...figuresOf(fact.data, last), more: before === null || before.untold === 0 ? null : { count: before.untold, since: before.untold_since }, gap },
    asOf: fact.asOf,
    provenance: fact.provenance,
    mode: fact.mode,
    isQuietAtNight: true,
  };
  return { type: 'send', reason: last.result.toUpperCase(), state: { ...looked, told: [told, ...others].slice(0, MOST_TOLD) }, messages: [message] };
}

/** Another one, and a later one: a shop that was restored from a backup tells old news. */
function isNews(found: SeenApply, seen: SeenApply | null): boolean {
  return seen === null || (found.identity !== seen.identity && Date.parse(found.at) > Date.parse(seen.at));
}

function isSwitchedOn({ result }: FxLastApply, settings: NotifySettings): boolean {
  return { applied: settings.fx_apply_notify_applied, noop: settings.fx_apply_notify_noop, failed: settings.fx_apply_notify_failed }[result];
}

function figuresOf({ settings }: FxStatusData, last: FxLastApply): Readonly<Record<string, unknown>> {
  return {
    at: last.at,
    pair: `${last.from}/${last.to}`,
    rate: last.rate,
    percent: last.delta_percent,
    count: last.affected_count,
    reason: last.reason,
    error: last.error,
    min_percent: settings.min_rate_delta_percent,
    cooldown_hours: settings.min_apply_cooldown_hours,
  };
}
