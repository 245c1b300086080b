import fc from 'fast-check';
import { aStatus, aTenant } from '../fixtures/echo-domain';
import { composePlans } from '../fixtures/plan-domain';
import { answered, planned, plannedData } from '../fixtures/planned';
import { BOT, eventOf, OWNER, rawPress, rawText } from '../fixtures/updates';
import type { TurnEvent } from '../model/event';
import type { TurnFacts } from '../model/facts';
import { numberEffects } from '../model/number-effects';
import { emptySession, readSession, type Session } from '../model/session';
import type { PlannedData, PlanRunEnd } from '../plan/planned-data';
import { createDecide } from './decide';
import { holdsBack } from './hold';

const access = { ownerIds: [OWNER], denyAuditEnabled: true, denyAuditTtlSec: 60, denyNotifyOnce: true };
const composed = composePlans();
const decide = createDecide({ composed, access, floodMaxPerMinute: 5, plan: { isOn: true, allowedActions: ['set'] } });
const noon = new Date('2027-03-15T12:00:00Z');

const words = fc.oneof(
  fc.constantFrom('say moon', 'hello', 'note', 'whatever this is', 'set it up to 5', '/start', '/menu', '/cancel', '/help', '/systems', '/say', '/say moon', '/zzz', '\0', ' '),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const presses = fc.oneof(
  fc.constantFrom('ui:home', 'ui:help', 'ui:x', 'say:moon', 'say:', 'close:1', 'retry:tg-100-1-1', 'drop:tg-100-1-1', 'voice:run:abcdefghij', 'voice:no:abcdefghij', 'voice:retry:tg-100-1-asr', 'drop:tg-100-1-plan', 'confirm:1'),
  fc.string({ maxLength: 64 }),
);
const people = fc.constantFrom(OWNER, OWNER, OWNER, '9');

function heardData(id: number): Record<string, unknown> {
  const end = id % 3 === 0 ? { type: 'failure', failure: { code: 'ASR_FAILED', reason: 'empty' } } : { type: 'words', text: id % 2 === 0 ? 'say moon' : 'hello', confidence: id / 40 };
  return { effectId: `tg-${BOT}-${id}-asr`, messageId: '1001', caption: id % 5 === 0 ? '/start' : null, said: id % 4 === 0 ? `tg-${BOT}-${id}-asr-1` : null, isLate: id % 7 === 0, isReplay: id % 11 === 0, end };
}

function plannedOf(id: number): Partial<PlannedData> {
  const end: PlanRunEnd = id % 3 === 0 ? { type: 'failure', code: id % 2 === 0 ? 'BUDGET_SPENT' : 'UPSTREAM_UNAVAILABLE', reason: null, tells: id % 4 === 0 } : answered(id % 2 === 0 ? planned('set', { to: id }, id / 40) : planned('echo', { word: 'moon' }, id / 40));
  return { end, isLate: id % 7 === 0, isReplay: id % 11 === 0, heard: id % 5 === 0 ? { confidence: id / 40 } : null, said: id % 4 === 0 ? `tg-${BOT}-${id}-plan-1` : null };
}

function internal(name: 'heard' | 'planned' | 'waited', id: number, awaited: 'heard' | 'planned'): TurnEvent {
  const base = { botId: BOT, updateId: String(id), chatId: OWNER, jobId: `tg-${BOT}-${id}-${name}`, correlationId: `tg-${BOT}-${id}` };
  if (name === 'waited') return { ...base, name, awaited, effectId: id % 2 === 0 ? null : `tg-${BOT}-${id}-asr` };
  return name === 'planned' ? { ...base, name, receivedAt: noon, data: { ...plannedData(id, plannedOf(id)) } } : { ...base, name, receivedAt: noon, data: heardData(id) };
}

const ids = fc.integer({ min: 1, max: 40 });
const events: fc.Arbitrary<TurnEvent> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(words, ids, people).map(([text, id, from]) => eventOf(rawText(text, { id, from }), { id, from })) },
  { weight: 3, arbitrary: fc.tuple(presses, ids, people).map(([data, id, from]) => eventOf(rawPress(data, { id, from }), { id, from })) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('heard', 'planned', 'waited'), ids, fc.constantFrom('heard', 'planned')).map(([name, id, awaited]) => internal(name, id, awaited)) },
  { weight: 1, arbitrary: fc.tuple(fc.jsonValue(), ids).map(([value, id]) => eventOf({ update_id: id, message: value }, { id })) },
);
const factsOf: fc.Arbitrary<TurnFacts> = fc.record({
  tenant: fc.constant(aTenant),
  owner: fc.record({ locale: fc.constantFrom('ru', 'en', null), timezone: fc.constantFrom('Europe/Kyiv', null) }),
  status: fc.constant(aStatus),
  updatesInMinute: fc.integer({ min: 0, max: 8 }),
  wasHeld: fc.boolean(),
  kept: fc.constantFrom({}, { 'flood-told:7': true }, { 'retried:tg-100-1-1': true }, { 'access-refused:9': true }),
  namedRun: fc.constantFrom(null, { effectId: 'tg-100-1-1', chatId: OWNER, tool: 'echo', payload: { word: 'x' }, isFinished: false }),
});
const sessions: fc.Arbitrary<Session> = fc.record({
  version: fc.constant(1 as const),
  awaits: fc.option(fc.record({ event: fc.constantFrom('heard', 'planned'), updateId: ids.map(String), since: fc.constant('2027-03-15T11:00:00Z') }), { nil: null }),
  flow: fc.constant(null),
  clarification: fc.constant(null),
  words: fc.option(fc.constant({ id: 'abcdefghij', ownerId: OWNER, text: 'say moon', effectId: 'tg-100-1-heard-1', messageId: '1001', isForwarded: false, isLate: false, expiresAt: '2027-03-15T12:10:00Z' }), { nil: null }),
  voices: fc.array(fc.record({ updateId: ids.map(String), effectId: fc.constant('tg-100-2-asr'), isDropped: fc.boolean() }), { maxLength: 3 }),
  plans: fc.array(fc.record({ updateId: ids.map(String), effectId: fc.constant('tg-100-2-plan'), said: fc.constantFrom(null, 'tg-100-2-waited-planned-1') }), { maxLength: 3 }),
  anchorEffectId: fc.option(fc.constant('tg-100-1-1'), { nil: null }),
});

describe('for any session, event and facts', () => {
  test('a request that others must wait for has exactly one answer or tool run, and nothing else has any', () => {
    fc.assert(
      fc.property(sessions, events, factsOf, (session, event, facts) => {
        const decision = decide(session, event, facts, noon);
        const answers = decision.effects.filter((effect) => effect.type !== 'aside');
        // A caption is a second message, with an answer of its own.
        const hasCaption = event.name === 'heard' && typeof event.data['caption'] === 'string';
        if (!decision.awaitsAnswer) expect(answers).toEqual([]);
        else expect(answers).toHaveLength(hasCaption ? 2 : 1);
      }),
    );
  });

  test('a press is answered exactly once, first of all', () => {
    fc.assert(
      fc.property(sessions, events, factsOf, (session, event, facts) => {
        const decision = decide(session, event, facts, noon);
        const callbacks = decision.effects.flatMap((effect, index) => (effect.type === 'aside' && effect.message.type === 'callback' ? [index] : []));
        expect(callbacks).toEqual(event.name === 'update' && event.facts?.press !== undefined ? [0] : []);
      }),
    );
  });

  test('the ids of effects are unique, fit into a button, and come out the same again', () => {
    fc.assert(
      fc.property(sessions, events, factsOf, (session, event, facts) => {
        const [once, again] = [decide(session, event, facts, noon), decide(session, event, facts, noon)];
        expect(again).toEqual(once);
        const numbering = { ownerId: OWNER, composed, facts, now: noon, readRetryDeadlineSec: 900, voiceDeadlineSec: 900 };
        const effects = numberEffects(event, once.effects, numbering);
        expect(new Set(effects.map((effect) => effect.id)).size).toBe(effects.length);
        for (const effect of effects) expect(Buffer.byteLength(`retry:${effect.id}`)).toBeLessThanOrEqual(64);
      }),
      { numRuns: 50 },
    );
  });

  test('the session survives storing, and only what a person may pass with or the awaited event changes a wait', () => {
    fc.assert(
      fc.property(sessions, events, factsOf, (session, event, facts) => {
        const after = decide(session, event, facts, noon).session;
        expect(readSession(JSON.parse(JSON.stringify(after)))).toEqual(after);
        // A held event never comes to a decision, so whatever does may end the wait, or begin one of its own where there is none, but never another's.
        if (after.awaits === null || after.awaits.updateId === session.awaits?.updateId) return;
        expect([session.awaits === null || event.name === 'heard', after.awaits.event, after.awaits.updateId]).toEqual([true, 'planned', event.updateId]);
      }),
    );
  });

  test('a chat that waits is always freed by `waited`, whatever came before', () => {
    fc.assert(
      fc.property(sessions, fc.array(fc.tuple(events, factsOf), { maxLength: 8 }), (session, story) => {
        let state = session;
        for (const [event, facts] of story) if (!holdsBack(state, event, access)) state = decide(state, event, facts, noon).session;
        if (state.awaits === null) return;
        const { updateId, event: awaited } = state.awaits;
        const waited = internal('waited', Number(updateId), awaited);
        expect(holdsBack(state, waited, access)).toBe(false);
        expect(decide(state, waited, { ...baseFacts }, noon).session.awaits).toBeNull();
      }),
    );
  });
});

const baseFacts: TurnFacts = {
  tenant: aTenant,
  owner: { locale: null, timezone: null },
  status: aStatus,
  updatesInMinute: 0,
  wasHeld: false,
  kept: {},
  namedRun: null,
};

test('an empty session waits for nothing', () => {
  expect(readSession(null)).toEqual(emptySession);
});
