import { createDecide } from '../decide/decide';
import { aStatus, aTenant, composeEcho } from '../fixtures/echo-domain';
import { aBook } from '../fixtures/echo-templates';
import { BOT, OWNER, pressed, wrote } from '../fixtures/updates';
import { FLOW_TTL_MS } from '../flow/flow-state';
import type { Decision } from '../model/decision';
import type { TurnFacts } from '../model/facts';
import { emptySession, readSession, type Session } from '../model/session';
import { closeExpired, firstExpiry } from './open-requests';
import { RETROSPECTIVE } from './retrospective-note';

const noon = new Date('2027-03-15T12:00:00Z');
const facts: TurnFacts = { tenant: aTenant, owner: { locale: null, timezone: null }, status: aStatus, updatesInMinute: 0, wasHeld: false, kept: {}, namedRun: null };
const tool = (word: string) => ({ type: 'tool', tool: 'echo', payload: { word } }) as const;
const decide = createDecide({
  composed: composeEcho({
    templates: () => aBook('v1'),
    routeText: ({ text }) => {
      if (text.startsWith('say ')) return { ...tool(text.slice(4)), routed: { stage: 5, confidence: 0.8, templateId: 'ECHO_NOW' } };
      if (text === 'weather') return { type: 'refusal', reason: 'NOT_IMPLEMENTED', kind: 'not_offered.weather', reply: { html: 'no' } };
      if (text === 'menu') return { type: 'panel', panel: 'home', as: 'new' };
      if (text === 'advise') return { type: 'reply', reply: { html: 'try it', advice: { basis: 'hypothesis', confidence: 0.6, isNew: true } }, routed: { stage: 8, confidence: 1 } };
      if (text === 'which') return { type: 'question', html: 'which?', about: 'unit', options: [{ label: 'one', target: tool('one') }, { label: 'ask', target: { type: 'template', templateId: 'ECHO_ASK' } }] };
      if (text === 'both') return { type: 'question', html: 'where to begin?', isSeveral: true, options: [{ label: 'one', target: tool('one') }, { label: 'two', target: tool('two') }] };
      if (text === 'ask') return { type: 'template', templateId: 'ECHO_ASK' };
      return null;
    },
  }),
  access: { ownerIds: [OWNER], denyAuditEnabled: true, denyAuditTtlSec: 60, denyNotifyOnce: false },
  floodMaxPerMinute: 60,
});

/** One chat, each step on the session that the one before left. */
function chat() {
  let session: Session = emptySession;
  let id = 10;
  let now = noon;
  const take = (event: ReturnType<typeof wrote>): Decision => {
    const decision = decide(session, { ...event, receivedAt: now }, facts, now);
    session = readSession(JSON.parse(JSON.stringify(decision.session)));
    return decision;
  };
  return {
    write: (text: string) => take(wrote(text, { id: ++id })),
    press: (data: string) => take(pressed(data, { id: ++id })),
    preset: () => take(pressed(`tpl:pick:${session.flow?.flowId ?? ''}:${session.flow?.step ?? 0}:0`, { id: ++id })),
    choose: (n: number) => take(pressed(`ask:${session.clarification?.id ?? ''}:${n}`, { id: ++id })),
    later: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
    session: () => session,
    now: () => now,
  };
}

const records = ({ audit }: Pick<Decision, 'audit'>) => audit.filter(({ eventType }) => eventType === RETROSPECTIVE).map(({ fields }) => fields);
/** What a run will be recorded by. */
const underWay = ({ effects }: Decision) => effects.flatMap((effect) => (effect.type === 'tool' && effect.request !== undefined ? [effect.request] : []));

describe('a request that its turn ends', () => {
  test('by a refusal is recorded with what was asked for', () => {
    expect(records(chat().write('weather'))).toEqual([
      {
        request_id: `tg-${BOT}-11`, input: 'text', source: 'text', stage: 6, template_id: null, tool: null, kind: 'not_offered.weather', text_length: 7, status: 'refused', error_code: null, reason: 'NOT_IMPLEMENTED',
        quality: 'low', basis: null, intent_confidence: 1, data_confidence: 0, decision_confidence: 0, warnings: [], completeness: null, artifacts: 0, latency_ms: 0,
      },
    ]);
  });

  test('by advice has the quality and the confidence of the advice, and no data', () => {
    expect(records(chat().write('advise'))).toMatchObject([{ status: 'ok', kind: 'advice', stage: 8, quality: 'med', basis: 'hypothesis', data_confidence: null, decision_confidence: 0.6 }]);
  });

  test('by the help for a text that nothing matched is unresolved', () => {
    expect(records(chat().write('qwerty'))).toMatchObject([{ status: 'unresolved', stage: 10, reason: 'NO_MATCH', quality: 'low', decision_confidence: 0 }]);
  });

  test('by a command is of that input', () => {
    expect(records(chat().write('/help'))).toMatchObject([{ input: 'command', stage: 2, status: 'ok', kind: 'answer', quality: 'high', basis: null }]);
    expect(records(chat().write('/nonsense'))).toMatchObject([{ input: 'command', stage: 2, status: 'refused', reason: 'UNKNOWN_COMMAND' }]);
  });

  test('holds neither its words nor a value', () => {
    const all = JSON.stringify(['weather', 'advise', 'qwertyuiop', 'say mooncake'].map((text) => chat().write(text).audit));
    expect(all).not.toMatch(/qwertyuiop|mooncake/);
  });
});

test('a request that a run will answer is recorded with that answer: by text, command, template button and button', () => {
  const asked = [chat().write('say moon'), chat().write('/say moon'), chat().press('tpl:run:ECHO_NOW'), chat().press('say:moon')];
  expect(asked.flatMap(records)).toEqual([]);
  expect(asked.flatMap(underWay)).toMatchObject([
    { input: 'text', stage: 5, confidence: 0.8, templateId: 'ECHO_NOW', textLength: 8 },
    { input: 'command', stage: 2, confidence: 1 },
    { input: 'button', stage: null, confidence: 1, templateId: 'ECHO_NOW' },
    { input: 'button', stage: null, templateId: null },
  ]);
});

test('panels, pages, words that take back, and buttons that are out of date are no requests', () => {
  const all = [chat().write('/start'), chat().write('menu'), chat().write('/systems'), chat().write('/cancel'), chat().press('ui:home'), chat().press('more:moon'), chat().press('wait:1'), chat().press('ask:nothing:1'), chat().press('retry:tg-1-1-1')];
  expect(all.flatMap(records)).toEqual([]);
  expect(all.flatMap(underWay)).toEqual([]);
});

describe('a flow of questions', () => {
  test('is recorded at its run, as the request that began it, and its steps are none', () => {
    const one = chat();
    const steps = [one.write('ask'), one.write('moon'), one.write('2')];
    expect(steps.flatMap(records)).toEqual([]);
    expect(steps.map((step) => underWay(step).length)).toEqual([0, 0, 1]);
    expect(steps.flatMap(underWay)).toMatchObject([{ id: `tg-${BOT}-11`, input: 'text', templateId: 'ECHO_ASK' }]);
  });

  test.each([['word', 0], ['times', 1]] as const)('that is given up at the question %s is abandoned there, once', (step, answers) => {
    const one = chat();
    one.press('tpl:run:ECHO_ASK');
    for (let n = 0; n < answers; n += 1) one.write('moon');
    expect(records(one.write('/cancel'))).toMatchObject([{ status: 'abandoned', kind: 'flow', reason: step, parameter: step, template_id: 'ECHO_ASK', input: 'button', quality: 'low', latency_ms: null }]);
    expect(records(one.write('/cancel'))).toEqual([]);
  });

  test('whose time is over is abandoned by the next turn of its chat, once, and is still known to be over', () => {
    const one = chat();
    one.write('ask');
    one.later(FLOW_TTL_MS);
    expect(records(one.press('ui:help'))).toMatchObject([{ status: 'abandoned', reason: 'word' }]);
    expect(one.session().flow).toMatchObject({ templateId: 'ECHO_ASK' });
    expect(records(one.press('ui:help'))).toEqual([]);
  });

  test('in whose place another request comes is abandoned', () => {
    const one = chat();
    one.write('ask');
    const next = one.press('tpl:run:ECHO_ASK');
    expect(records(next)).toMatchObject([{ status: 'abandoned', request_id: `tg-${BOT}-11` }]);
    expect(one.session().flow?.request).toMatchObject({ id: `tg-${BOT}-12` });
  });

  test('that begins with a panel in its place is abandoned', () => {
    const one = chat();
    one.write('ask');
    expect(records(one.press('ui:home'))).toMatchObject([{ status: 'abandoned', reason: 'word' }]);
  });
});

describe('a question that a text raised', () => {
  test('is recorded with what is chosen, as the text that raised it', () => {
    const one = chat();
    expect(records(one.write('which'))).toEqual([]);
    expect(underWay(one.choose(0))).toMatchObject([{ id: `tg-${BOT}-11`, input: 'text' }]);
  });

  test('goes on as the request of the template that is chosen', () => {
    const one = chat();
    one.write('which');
    expect(records(one.choose(1))).toEqual([]);
    expect(one.session().flow?.request).toMatchObject({ id: `tg-${BOT}-11` });
  });

  test('that expires is unresolved, and names the value that it asked for', () => {
    const one = chat();
    one.write('which');
    one.later(15 * 60_000);
    expect(records(one.press('ui:home'))).toMatchObject([{ status: 'unresolved', kind: 'clarification', reason: 'NOT_CHOSEN', parameter: 'unit' }]);
    expect(records(one.press('ui:home'))).toEqual([]);
  });

  test('in whose place another text comes is abandoned, beside the record of that text', () => {
    const one = chat();
    one.write('which');
    expect(records(one.write('weather'))).toMatchObject([{ status: 'abandoned', kind: 'clarification' }, { status: 'refused' }]);
  });

  test('with several requests is the first that is chosen; each other one is its own', () => {
    const one = chat();
    one.write('both');
    const [first, second] = [one.choose(0), one.choose(1)];
    expect([first, second].flatMap(records)).toEqual([]);
    expect([first, second].flatMap(underWay)).toMatchObject([{ id: `tg-${BOT}-11`, input: 'text' }, { id: `tg-${BOT}-13`, input: 'button' }]);
  });
});

test('what an operator repeats is not recorded again', () => {
  const again = decide(emptySession, { ...wrote('weather'), jobId: `tg-${BOT}-1-r1` }, facts, noon);
  expect(records(again)).toEqual([]);
  expect(underWay(decide(emptySession, { ...wrote('say moon'), jobId: `tg-${BOT}-1-r1` }, facts, noon))).toEqual([]);
});

test('a kept run that is retried goes on as its request, one that is dropped is abandoned', () => {
  const request = { id: `tg-${BOT}-1`, input: 'text', source: 'text', stage: 5, templateId: null, confidence: 1, textLength: 3, receivedAt: noon.toISOString() } as const;
  const named = { ...facts, namedRun: { effectId: `tg-${BOT}-1-1`, chatId: OWNER, tool: 'echo', payload: {}, isFinished: false, request } };
  expect(underWay(decide(emptySession, pressed(`retry:tg-${BOT}-1-1`), named, noon))).toEqual([request]);
  expect(records(decide(emptySession, pressed(`drop:tg-${BOT}-1-1`), named, noon))).toMatchObject([{ status: 'abandoned', reason: 'DROPPED', tool: 'echo' }]);
  const over = { ...named, namedRun: { ...named.namedRun, isFinished: true } };
  expect(underWay(decide(emptySession, pressed(`retry:tg-${BOT}-1-1`), over, noon))).toEqual([]);
});

test('an open request is due when its question expires, and what has expired is closed without it', () => {
  const one = chat();
  one.write('ask');
  expect(firstExpiry(one.session())).toEqual(new Date(noon.getTime() + FLOW_TTL_MS));
  expect(closeExpired(one.session(), noon)).toEqual({ session: one.session(), audit: [] });
  const closed = closeExpired(one.session(), new Date(noon.getTime() + FLOW_TTL_MS));
  expect(records(closed)).toHaveLength(1);
  expect(firstExpiry(closed.session)).toBeNull();
  expect(closeExpired(closed.session, new Date(noon.getTime() + FLOW_TTL_MS)).audit).toEqual([]);
});
