import type { Incident } from '@ownerbot/storage';
import { advanceIncidents } from './advance-incidents';
import { figuresOf, isOpen, type IncidentRules } from './incident-rules';
import { acknowledged, closed } from './steps';

const MINUTE = 60_000;
const START = Date.parse('2027-03-18T10:00:00Z');
const RULES: IncidentRules = { stage1AfterMs: 120 * MINUTE, repeatEveryMs: 360 * MINUTE, maxRepeats: 3, reopenMs: 30 * MINUTE, snoozedUntil: null };

/** Minutes since 10:00 as `HH:MM`, days after the first as `+1`. */
const clock = (at: Date | null): string => (at === null ? '–' : `${at.toISOString().slice(11, 16)}${at.getTime() - START >= 14 * 60 * MINUTE ? '+1' : ''}`);
const minute = (time: string): number => {
  const [hours = 0, minutes = 0] = time.replace('+1', '').split(':').map(Number);
  return (hours - 10 + (time.endsWith('+1') ? 24 : 0)) * 60 + minutes;
};

type Count = number | 'unknown' | 'off';

/** An owner's evaluations every five minutes and at each due time; `counts` change at their times. */
function play(counts: Readonly<Record<string, Count | Readonly<Record<string, Count>>>>, { until, rules = {}, ackAt }: { until: string; rules?: Partial<IncidentRules>; ackAt?: string }): { said: string[]; incidents: Incident[] } {
  let incidents: Incident[] = [];
  let ids = 0;
  const said: string[] = [];
  let current: Count | Readonly<Record<string, Count>> = 0;
  for (let at = 0, due: number | null = null; at <= minute(until); at = due !== null && due > at && due < at + 5 ? due : (Math.floor(at / 5) + 1) * 5) {
    const now = new Date(START + at * MINUTE);
    current = counts[clock(now)] ?? current;
    if (ackAt === clock(now)) incidents = incidents.map((one) => acknowledged(one, { by: '5', now })?.incident ?? one);
    const byCause: Readonly<Record<string, Count>> = typeof current === 'object' ? current : { stuck_orders_severe: current };
    const findings = Object.entries(byCause).map(([cause, count]) => ({
      cause, isOn: count !== 'off', found: typeof count === 'number' ? { holds: count >= 3, figures: { count } } : null,
    }));
    const { writes, due: told, over, nextDueAt } = advanceIncidents({ ownerUserId: '5', incidents, findings, rules: { ...RULES, ...rules }, now, newId: () => `i${String(++ids)}` });
    for (const { incident } of writes) incidents = [...incidents.filter(({ incidentId }) => incidentId !== incident.incidentId), incident];
    if (told.length > 0) said.push(`${clock(now)} ${told.map(({ incidentId, repeats, firstSeenAt }) => `${incidentId} ${repeats === 0 ? 'stage' : `repeat ${String(repeats)}`} since ${clock(firstSeenAt)}`).join(', ')}`);
    said.push(...over.map(({ incidentId }) => `${clock(now)} ${incidentId} over`));
    due = nextDueAt === null ? null : (nextDueAt.getTime() - START) / MINUTE;
  }
  return { said, incidents };
}

test('a cause that lasts is told after two hours and three times more, whatever its count does, as one incident', () => {
  const { said, incidents } = play({ '10:00': 3, '12:30': 5, '14:00': 4, '18:30': 7, '22:00': 3 }, { until: '14:00+1' });
  expect(said).toEqual(['12:00 i1 stage since 10:00', '18:00 i1 repeat 1 since 10:00', '00:00+1 i1 repeat 2 since 10:00', '06:00+1 i1 repeat 3 since 10:00']);
  expect(incidents).toMatchObject([{ incidentId: 'i1', state: 'exhausted', repeats: 3, figures: { first: { count: 3 }, now: { count: 3 } } }]);
});

test('an acknowledged incident says nothing more but its end, returns as it was, and is a new one later', () => {
  const { said, incidents } = play(
    { '10:00': 3, '14:00': 20, '15:00': 2, '15:20': 3, '16:00': 1, '17:00': 3 },
    { until: '19:30', ackAt: '12:30' },
  );
  expect(said).toEqual(['12:00 i1 stage since 10:00', '15:05 i1 over', '19:00 i2 stage since 17:00']);
  expect(incidents.find(({ incidentId }) => incidentId === 'i1')).toMatchObject({ state: 'closed', reopened: 1, closedAt: new Date('2027-03-18T16:05:00Z') });
});

test('with no repeats there is one message, and the incident is exhausted at once', () => {
  const { said, incidents } = play({ '10:00': 3 }, { until: '20:00+1', rules: { maxRepeats: 0 } });
  expect(said).toEqual(['12:00 i1 stage since 10:00']);
  expect(incidents).toMatchObject([{ state: 'exhausted', repeats: 0 }]);
});

test('a snooze is silent, closings included; at its end everything due comes at once', () => {
  const snoozedUntil = new Date('2027-03-19T00:05:00Z');
  const { said } = play({ '10:00': { stuck_orders_severe: 3, fx_failed: 3, errors_spike: 3 }, '11:00': { stuck_orders_severe: 3, fx_failed: 3, errors_spike: 0 } }, { until: '01:00+1', rules: { snoozedUntil } });
  expect(said).toEqual(['00:05+1 i1 stage since 10:00, i2 stage since 10:00']);
});

test('while nothing is known nothing is said; the first known evaluation tells the true beginning', () => {
  const { said } = play({ '10:00': 3, '11:00': 'unknown', '13:00': 3 }, { until: '14:00' });
  expect(said).toEqual(['13:00 i1 stage since 10:00']);
});

test('what is not known clears nothing: two known evaluations do', () => {
  const { said, incidents } = play({ '10:00': 3, '12:10': 0, '12:15': 'unknown', '12:45': 0 }, { until: '13:00' });
  expect(said).toEqual(['12:00 i1 stage since 10:00', '12:45 i1 over']);
  expect(incidents).toMatchObject([{ state: 'closed', closedAt: new Date('2027-03-18T12:45:00Z') }]);
});

test('one evaluation below is no end', () => {
  expect(play({ '10:00': 3, '11:00': 0, '11:05': 3 }, { until: '12:30' })).toMatchObject({ said: ['12:00 i1 stage since 10:00'], incidents: [{ reopened: 0 }] });
});

test('what was never told ends without a word; reopened before its stage it is told by its first sight', () => {
  expect(play({ '10:00': 3, '11:00': 0, '11:20': 3 }, { until: '12:30' })).toMatchObject({ said: ['12:00 i1 stage since 10:00'], incidents: [{ reopened: 1 }] });
  expect(play({ '10:00': 3, '11:00': 0 }, { until: '12:30' }).said).toEqual([]);
});

test('a cause that is switched off ends its incident without a word', () => {
  const { said, incidents } = play({ '10:00': 3, '13:00': 'off' }, { until: '14:00' });
  expect(said).toEqual(['12:00 i1 stage since 10:00']);
  expect(incidents.filter(isOpen)).toEqual([]);
});

test('more repeats than before wake an exhausted incident at its next due time', () => {
  const { incidents } = play({ '10:00': 3 }, { until: '12:00', rules: { maxRepeats: 0 } });
  const at = (time: string) => ({ ownerUserId: '5', incidents, findings: [{ cause: 'stuck_orders_severe', isOn: true, found: { holds: true, figures: { count: 4 } } }], rules: RULES, now: new Date(START + minute(time) * MINUTE), newId: () => 'x' });
  expect(advanceIncidents(at('12:05'))).toMatchObject({ due: [], writes: [{ incident: { state: 'raised' } }], nextDueAt: new Date('2027-03-18T18:00:00Z') });
  expect(advanceIncidents(at('18:00'))).toMatchObject({ due: [{ repeats: 1, state: 'raised' }] });
});

test('acknowledging twice is nothing, and a close remembers where it stood', () => {
  const [incident] = play({ '10:00': 3 }, { until: '12:00' }).incidents;
  if (incident === undefined) throw new Error('there is an incident');
  const now = new Date(START);
  const once = acknowledged(incident, { by: '5', now });
  expect(once).toMatchObject({ incident: { state: 'acknowledged', ackedAt: now }, events: [{ event: 'acknowledged', by: '5' }] });
  expect(once === null ? null : acknowledged(once.incident, { by: '5', now })).toBeNull();
  expect(figuresOf(closed(incident, now).incident)).toMatchObject({ former: 'raised', isTold: true });
});
