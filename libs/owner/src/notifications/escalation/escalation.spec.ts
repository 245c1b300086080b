import type { Incident } from '@ownerbot/storage';
import { clockOf, countedFacts, decideInput, knownFact, NTF_START, MINUTE, settingsWith, type Counts } from '../../fixtures/notify-facts';
import { escalationReads } from './causes';
import { escalation } from './escalation';

const applied = (at: string, result = 'failed') => ({ last_apply: { at, result, error: 'UPSTREAM_RATE', reason: null } });

/** Evaluations every five minutes and at each due time. */
function play(counts: Readonly<Record<string, Counts>>, { until, settings = settingsWith({}) }: { until: string; settings?: ReturnType<typeof settingsWith> }): { said: string[]; incidents: Incident[]; figures: object[] } {
  let incidents: Incident[] = [];
  const said: string[] = [];
  const figures: object[] = [];
  let current: Counts = {};
  let due: number | null = null;
  for (let at = NTF_START; at <= clockOf(until).getTime(); ) {
    const now = new Date(at);
    const time = `${now.toISOString().slice(11, 16)}${now.getUTCDate() > 18 ? '+1' : ''}`;
    current = counts[time] ?? current;
    const facts = { ...countedFacts(current, now), fx: knownFact(applied('2027-03-18T09:00:00Z', 'applied'), now) };
    const decision = escalation.decide(decideInput({ state: {}, now, settings, incidents, facts }));
    if (decision.type === 'wait') throw new Error('an alert never waits');
    for (const { incident } of decision.incidents ?? []) incidents = [...incidents.filter(({ incidentId }) => incidentId !== incident.incidentId), incident];
    if (decision.type === 'send') {
      said.push(...decision.messages.map(({ variant, dedupKey }) => `${time} ${variant} ${dedupKey.replace(/id-2027-03-(\d\d)T(\d\d:\d\d):00.000Z-/g, '#$2-')}`));
      figures.push(...decision.messages.map((message) => message.figures));
    }
    due = decision.nextRunAt?.getTime() ?? null;
    const poll = at + 5 * MINUTE;
    at = due !== null && due > at && due < poll ? due : poll;
  }
  return { said, incidents, figures };
}

test('orders that stay stuck are told after two hours and three times more, as one incident', () => {
  const { said, incidents, figures } = play({ '10:00': { stuck: 3 }, '12:00': { stuck: 5 }, '19:00': { stuck: 4 }, '23:00': { stuck: 7 }, '05:00+1': { stuck: 3 } }, { until: '14:00+1' });
  expect(said).toEqual(['12:00 stage esc:#10:00-1:0', '18:00 repeat esc:#10:00-1:1', '00:00+1 repeat esc:#10:00-1:2', '06:00+1 repeat esc:#10:00-1:3']);
  expect(incidents).toMatchObject([{ cause: 'stuck_orders_severe', state: 'exhausted' }]);
  expect(figures[2]).toMatchObject({ incidents: [{ first: { count: 3 }, now: { count: 7, minimum: 3, examples: ['OB-7'] }, repeat: 2, of: 3, since: '2027-03-18T10:00:00.000Z' }] });
});

test('several that are due at once are one message; each end is one of its own', () => {
  const { said } = play({ '10:00': { stuck: 3, errors: 5 }, '12:30': { stuck: 0, errors: 0 } }, { until: '13:00' });
  expect(said).toEqual(['12:00 stage esc:#10:00-1:0,#10:00-2:0', '12:35 over esc:#10:00-1:closed:0', '12:35 over esc:#10:00-2:closed:0']);
});

test('chats that wait too long are a cause of their own: the severe and all of them are told apart', () => {
  const settings = settingsWith({ escalation_on_unanswered_chats_severe: true });
  const { figures } = play({ '10:00': { chats: 5, allChats: 60 } }, { until: '12:00', settings });
  expect(figures).toMatchObject([{ incidents: [{ cause: 'unanswered_chats_severe', now: { count: 5, all: 60, hours: 6, minimum: 5 } }] }]);
  expect(play({ '10:00': { chats: 5, allChats: 60 } }, { until: '12:00' }).incidents).toEqual([]);
});

test('the shop that does not answer around a due time is asked again, and the beginning told is the true one', () => {
  const { said, figures } = play({ '10:00': { stuck: 3 }, '11:00': { stuck: 'away', outOfStock: 'away' }, '13:00': { stuck: 3 } }, { until: '14:00' });
  expect(said).toEqual(['13:00 stage esc:#10:00-1:0']);
  expect(figures).toMatchObject([{ incidents: [{ since: '2027-03-18T10:00:00.000Z' }] }]);
});

test.each([
  ['escalation_on_stuck_orders_severe', false, { stuck: 3 }],
  ['escalation_stuck_orders_min', 0, { stuck: 3 }],
  ['escalation_stuck_orders_min', 4, { stuck: 3 }],
  ['escalation_on_errors_spike', false, { errors: 5 }],
  ['escalation_errors_min', 0, { errors: 5 }],
  ['escalation_errors_min', 6, { errors: 5 }],
  ['escalation_on_out_of_stock', false, { outOfStock: 1 }],
])('%s %s: no incident', (field, value, counts: Counts) => {
  expect(play({ '10:00': counts }, { until: '10:05' }).incidents).toHaveLength(1);
  expect(play({ '10:00': counts }, { until: '10:05', settings: settingsWith({ [field]: value }) }).incidents).toEqual([]);
});

test.each([
  ['2027-03-11T10:00:00Z', 'failed', 1],
  ['2027-03-11T09:59:59Z', 'failed', 0],
  ['2027-03-18T09:00:00Z', 'applied', 0],
])('a repricing of %s that %s makes %i incidents', (at, result, count) => {
  const now = new Date(NTF_START);
  const decision = escalation.decide(decideInput({ state: {}, now, facts: { ...countedFacts({}, now), fx: knownFact(applied(at, result), now) } }));
  expect(decision).toMatchObject({ type: 'skip', incidents: { length: count } });
});

test('only what is switched on is read', () => {
  expect(escalationReads(settingsWith({ ops_errors_window_hours: 12 })).map(({ id, payload }) => `${id} ${JSON.stringify(payload)}`)).toEqual(['fx {}', 'stock {"limit":3}', 'orders {}', 'errors {"window_hours":12,"limit":3}']);
  const off = { escalation_on_fx_failed: false, escalation_on_out_of_stock: false, escalation_stuck_orders_min: 0, escalation_errors_min: 0 };
  expect(escalationReads(settingsWith({ ...off, escalation_on_unanswered_chats_severe: true }))).toMatchObject([{ id: 'chats_severe', payload: { threshold_hours: 6 } }, { id: 'chats_all', payload: { threshold_hours: 0 } }]);
});

test('with nothing known nothing is decided', () => {
  const now = new Date(NTF_START);
  expect(escalation.decide(decideInput({ state: {}, now, facts: {} }))).toMatchObject({ type: 'unknown', reason: 'UNKNOWN', incidents: [] });
});
