import { createHash } from 'node:crypto';
import type { DecideInput, Decision, NotificationKind, NotifyMessage } from '@ownerbot/notifications';
import { HOUR_MS } from '../hours';
import { originOf, type Origin } from '../origin';
import { readState } from '../read-state';
import { judgeSignals, opsReads, type JudgedSignal, type SignalFigures } from './signals';
import { OpsState, type SignalState } from './state';

/** Something of the shop's daily work needs a hand. */
export const ops: NotificationKind<OpsState> = {
  kind: 'ops',
  schemaVersion: 1,
  initialState: () => ({ signals: [] }),
  readState: (stored) => readState(OpsState, stored),
  reads: ({ settings }) => opsReads(settings),
  decide,
};

/** Why a signal stands in a message; only the first three are reason enough to send one. */
type Standing = 'new' | 'worse' | 'reminder' | 'continuing';
const ORDER: readonly Standing[] = ['new', 'worse', 'reminder', 'continuing'];

interface Stepped {
  readonly state: SignalState;
  /** Null: not raised, or not known now. */
  readonly told: { readonly standing: Standing; readonly figures: SignalFigures } | null;
}

function decide(input: DecideInput<OpsState>): Decision<OpsState> {
  const { settings, state, facts, now } = input;
  const judged = judgeSignals(settings, facts);
  const on = judged.filter(({ type }) => type !== 'off');
  const unknown = on.flatMap((one) => (one.type === 'unknown' ? [one] : []));
  if (on.length > 0 && unknown.length === on.length) return { type: 'unknown', reason: unknown[0]?.code ?? 'UNKNOWN', state };
  const stepped = judged.flatMap((one) => step(one, state.signals.find(({ signal }) => signal === one.signal) ?? null, input));
  const told = stepped
    .flatMap(({ state: signal, told: what }) => (what === null ? [] : [{ signal, ...what }]))
    .sort((one, other) => ORDER.indexOf(one.standing) - ORDER.indexOf(other.standing));
  const signals = stepped.map((one) => one.state);
  if (!told.some(({ standing }) => standing !== 'continuing')) return { type: 'skip', reason: told.length === 0 ? 'CLEAR' : 'NOTHING_NEW', state: { signals } };
  const reported = signals.map((signal) => {
    const what = told.find((one) => one.signal.signal === signal.signal);
    return what === undefined ? signal : reportedAs(signal, what, now);
  });
  return {
    type: 'send',
    reason: told.map(({ signal }) => signal.signal).join(','),
    state: { signals: reported },
    messages: [messageOf(told, reported, unknown, originOf(facts, input.mode))],
  };
}

/** One signal, one evaluation further. What is switched off is forgotten. */
function step(judged: JudgedSignal, before: SignalState | null, { settings, now, newId }: DecideInput<OpsState>): Stepped[] {
  if (judged.type === 'off') return [];
  if (judged.type === 'unknown') return before === null ? [] : [{ state: before, told: null }];
  const cooldownMs = settings.ops_alerts_cooldown_hours * HOUR_MS;
  const isRecent = before !== null && before.reported_at !== null && now.getTime() - Date.parse(before.reported_at) < cooldownMs;
  if (!judged.isRaised) return below(before, isRecent);
  const { count, figures } = judged;
  if (before === null || !before.is_raised) {
    const raised: SignalState = {
      signal: judged.signal, is_raised: true, raise_id: newId(), clear_count: 0,
      // What clears and returns inside the cooldown goes on as it was told.
      ...(isRecent ? { reported_at: before.reported_at, reported_count: before.reported_count, has_grown: before.has_grown } : { reported_at: null, reported_count: 0, has_grown: false }),
      reports: 0,
    };
    return [{ state: raised, told: { standing: standingOf(raised, count, isRecent), figures } }];
  }
  const raised: SignalState = { ...before, clear_count: 0 };
  return [{ state: raised, told: { standing: standingOf(raised, count, isRecent), figures } }];
}

const CLEAR_AFTER = 2;

function below(before: SignalState | null, isRecent: boolean): Stepped[] {
  if (before === null) return [];
  const clearCount = before.clear_count + 1;
  if (before.is_raised && clearCount < CLEAR_AFTER) return [{ state: { ...before, clear_count: clearCount }, told: null }];
  return isRecent ? [{ state: { ...before, is_raised: false, clear_count: 0 }, told: null }] : [];
}

function standingOf({ reported_at: at, reported_count: reported, has_grown: hasGrown }: SignalState, count: number, isRecent: boolean): Standing {
  if (at === null) return 'new';
  if (!isRecent) return 'reminder';
  return !hasGrown && count >= 2 * reported && count - reported >= 5 ? 'worse' : 'continuing';
}

function reportedAs(signal: SignalState, { standing, figures }: { standing: Standing; figures: SignalFigures }, now: Date): SignalState {
  const hasGrown = standing === 'worse' || (standing === 'continuing' && signal.has_grown);
  return { ...signal, reported_at: now.toISOString(), reported_count: figures.count, reports: signal.reports + 1, has_grown: hasGrown };
}

type Told = { readonly signal: SignalState; readonly standing: Standing; readonly figures: SignalFigures };

function messageOf(told: readonly Told[], reported: readonly SignalState[], unknown: readonly { readonly signal: string; readonly code: string }[], from: Origin): NotifyMessage {
  const ids = reported.filter(({ signal }) => told.some((one) => one.signal.signal === signal)).map(({ raise_id: id, reports }) => `${id}:${String(reports)}`);
  return {
    dedupKey: `ops:${createHash('sha256').update(ids.sort().join(',')).digest('hex')}`,
    severity: 'warning',
    variant: 'raised',
    figures: { signals: told.map(({ signal: { signal }, standing, figures }) => ({ signal, standing, ...figures })), unknown: unknown.map(({ signal }) => signal) },
    ...from,
    isQuietAtNight: false,
  };
}
