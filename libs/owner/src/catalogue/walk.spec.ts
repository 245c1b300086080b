import { composeDomains, conversationTexts, createDecide, emptySession, type Decision, type Session, type TurnFacts, type UpdateEvent } from '@ownerbot/conversation';
import { platformTexts } from '@ownerbot/messages';
import { readUpdate } from '@ownerbot/telegram';
import { checkPayload } from '@ownerbot/tools';
import { ownerDomain } from '../domain';
import { aContext, NOON } from '../fixtures/reply-context';
import { ownerTools } from '../tools/owner-tools';
import { ownerCatalogue } from './owner-catalogue';

/** Every template as an owner goes through it: pressed, answered with what fits and what does not, run. */
const composed = composeDomains([ownerDomain], [platformTexts, conversationTexts]);
const OWNER = '700';
const decide = createDecide({ composed, access: { ownerIds: [OWNER], denyAuditEnabled: true, denyAuditTtlSec: 60, denyNotifyOnce: false }, floodMaxPerMinute: 60 });
const { tenant, status } = aContext();
/** The chat has read something before and changed something, so that it can be repeated. */
const kept = { [`last-read:${OWNER}`]: { owner: OWNER, at: NOON.toISOString(), tool: 'kpi_snapshot', payload: { period: { preset: '7d' } } } };
const actions = { open: 0, unsettled: [], last: { tool: 'sis_prices_bump', input: { bump_percent: '5', bump_additive: '0', scope_all: true } } };
const facts = (locale: 'ru' | 'en'): TurnFacts => ({ tenant, owner: { locale, timezone: null }, status, updatesInMinute: 0, wasHeld: false, kept, actions, namedRun: null });

let id = 0;
function event(part: { text: string } | { data: string }): UpdateEvent {
  id += 1;
  const from = { id: Number(OWNER), is_bot: false, first_name: 'Анна' };
  const message = { message_id: 55, date: 1, chat: { id: Number(OWNER), type: 'private' }, from };
  const raw = 'text' in part ? { update_id: id, message: { ...message, message_id: 1000 + id, text: part.text } } : { update_id: id, callback_query: { id: `q${id}`, chat_instance: '1', from, data: part.data, message } };
  const jobId = `tg-1-${id}`;
  return { name: 'update', botId: '1', updateId: String(id), chatId: OWNER, jobId, correlationId: jobId, receivedAt: NOON, facts: readUpdate(raw) };
}

const toolOf = (decision: Decision) => decision.effects.find((effect) => effect.type === 'tool');
const buttonsOf = (decision: Decision): string[] =>
  decision.effects.flatMap((effect) => (effect.type === 'answer' && effect.message.type === 'text' ? (effect.message.buttons ?? []).flat().map((one) => ('data' in one ? one.data : '')) : []));

/** Goes through the questions, each answered by `answer`; the decision that ran the tool. */
function walk(templateId: string, locale: 'ru' | 'en', answer: (step: number, session: Session, decision: Decision) => { text: string } | { data: string }): Decision {
  let session = emptySession;
  let decision = decide(session, event({ data: `tpl:run:${templateId}` }), facts(locale), NOON);
  for (let turns = 0; toolOf(decision) === undefined && turns < 12; turns += 1) {
    session = decision.session;
    if (session.flow === null) break;
    decision = decide(session, event(answer(session.flow.step, session, decision)), facts(locale), NOON);
  }
  return decision;
}

const templates = [...ownerCatalogue().templates.values()];

function expectAccepted(templateId: string, decision: Decision): void {
  const effect = toolOf(decision);
  if (effect?.type !== 'tool') throw new Error(`${templateId} ran nothing`);
  const tool = ownerTools.find(({ name }) => name === effect.tool);
  if (tool === undefined) throw new Error(effect.tool);
  expect(() => checkPayload(tool, effect.payload)).not.toThrow();
  expect(decision.session.flow).toBeNull();
}

test.each(templates.map(({ templateId }) => templateId))('%s runs with the examples of its questions, in both languages', (templateId) => {
  const { inputs } = ownerCatalogue().templates.get(templateId) ?? { inputs: [] };
  for (const locale of ['ru', 'en'] as const) {
    expectAccepted(templateId, walk(templateId, locale, (step) => ({ text: inputs[step]?.examples[0] ?? '' })));
  }
});

const asking = templates.filter(({ inputs }) => inputs.length > 0).map(({ templateId }) => templateId);

test.each(asking)('%s runs with its buttons alone where it has any, and with its optional questions skipped', (templateId) => {
  const { inputs } = ownerCatalogue().templates.get(templateId) ?? { inputs: [] };
  expectAccepted(
    templateId,
    walk(templateId, 'ru', (step, _session, decision) => {
      const button = buttonsOf(decision).find((data) => data.startsWith('tpl:skip:')) ?? buttonsOf(decision).find((data) => data.startsWith('tpl:ps:'));
      return button === undefined ? { text: inputs[step]?.examples.at(-1) ?? '' } : { data: button };
    }),
  );
});

test.each(asking)('%s runs nothing for answers that do not fit; the question stays, with the reason', (templateId) => {
  for (const text of ['абракадабра', '-', '🙂', '1 2 3 4 5 / %', '999999999999999999999']) {
    const first = decide(emptySession, event({ data: `tpl:run:${templateId}` }), facts('ru'), NOON);
    const { session } = first;
    const decision = decide(session, event({ text }), facts('ru'), NOON);
    if (decision.session.flow?.step !== session.flow?.step || toolOf(decision) !== undefined) {
      // It fits after all: then the tool takes what comes of it.
      const effect = toolOf(decision);
      const tool = effect?.type === 'tool' ? ownerTools.find(({ name }) => name === effect.tool) : undefined;
      if (effect?.type === 'tool' && tool !== undefined) expect(() => checkPayload(tool, effect.payload)).not.toThrow();
      continue;
    }
    expect(decision.session.flow).toMatchObject({ attempts: 1, lastRejectedText: text });
    expect(decision.effects).toHaveLength(1);
  }
});
