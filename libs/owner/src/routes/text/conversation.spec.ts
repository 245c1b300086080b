import { composeDomains, conversationTexts, createDecide, emptySession, readSession, type Decision, type TurnFacts, type UpdateEvent } from '@ownerbot/conversation';
import { platformTexts } from '@ownerbot/messages';
import { readUpdate } from '@ownerbot/telegram';
import { ownerDomain } from '../../domain';
import { aContext, NOON } from '../../fixtures/reply-context';

/** Words of the owner through the conversation as it runs: texts, questions, presses. */
const OWNER = '700';
const composed = composeDomains([ownerDomain], [platformTexts, conversationTexts]);
const decide = createDecide({ composed, access: { ownerIds: [OWNER], denyAuditEnabled: true, denyAuditTtlSec: 60, denyNotifyOnce: false }, floodMaxPerMinute: 600 });
const { tenant, status } = aContext();
const facts: TurnFacts = { tenant, owner: { locale: 'ru', timezone: null }, status, updatesInMinute: 0, wasHeld: false, kept: {}, namedRun: null };

let id = 0;
function event(part: { text: string } | { data: string }): UpdateEvent {
  id += 1;
  const from = { id: Number(OWNER), is_bot: false, first_name: 'Анна' };
  const message = { message_id: 55, date: 1, chat: { id: Number(OWNER), type: 'private' }, from };
  const raw = 'text' in part ? { update_id: id, message: { ...message, message_id: 1000 + id, text: part.text } } : { update_id: id, callback_query: { id: `q${id}`, chat_instance: '1', from, data: part.data, message } };
  const jobId = `tg-1-${id}`;
  return { name: 'update', botId: '1', updateId: String(id), chatId: OWNER, jobId, correlationId: jobId, receivedAt: NOON, facts: readUpdate(raw) };
}

/** What was written or pressed, one after the other; the last decision. */
function talk(...steps: readonly (string | ((buttons: readonly { text: string; data: string }[]) => string))[]): Decision {
  let session = emptySession;
  let decision: Decision | null = null;
  for (const step of steps) {
    const part = typeof step === 'string' ? { text: step } : { data: step(decision === null ? [] : buttonsOf(decision)) };
    decision = decide(session, event(part), facts, NOON);
    session = readSession(JSON.parse(JSON.stringify(decision.session)));
  }
  if (decision === null) throw new Error('nobody said anything');
  return decision;
}

const buttonsOf = (decision: Decision): { text: string; data: string }[] =>
  decision.effects.flatMap((effect) => (effect.type === 'answer' && effect.message.type === 'text' ? (effect.message.buttons ?? []).flat().flatMap((one) => ('data' in one ? [{ text: one.text, data: one.data }] : [])) : []));
const ran = (decision: Decision): unknown => decision.effects.flatMap((effect) => (effect.type === 'tool' ? [[effect.tool, effect.payload]] : []))[0] ?? null;
const press = (begins: string) => (buttons: readonly { text: string; data: string }[]) => buttons.find(({ data }) => data.startsWith(begins))?.data ?? '';
const bump = (percent: string) => ['sis_prices_bump', { scope_all: true, bump_additive: '0', bump_percent: percent }];

test('a change in words runs its preview', () => {
  expect(ran(talk('подними цены на 5%'))).toEqual(bump('5'));
});

test('what is missing is asked, and the answer runs it', () => {
  expect(ran(talk('подними цены'))).toBeNull();
  expect(ran(talk('подними цены', '7,5'))).toEqual(bump('7.5'));
});

test('a value out of its range is asked again, with the range', () => {
  const asked = talk('подними цены на 500%');
  expect(asked.session.flow).toMatchObject({ templateId: 'PRC_BUMP', values: {} });
  expect(JSON.stringify(asked.effects)).toContain('200');
  expect(ran(talk('подними цены на 500%', '20'))).toEqual(bump('20'));
});

test('the answer to a question runs what stands behind its button, pressed or typed', () => {
  expect(ran(talk('подними цены на 5'))).toBeNull();
  expect(ran(talk('подними цены на 5', press('ask:')))).toEqual(bump('5'));
  expect(ran(talk('подними цены на 5', '2'))).toEqual(['sis_prices_bump', { scope_all: true, bump_percent: '0', bump_additive: '5.00' }]);
});

test('of two changes in one text the chosen one runs, and nothing else', () => {
  expect(ran(talk('подними цены на 5% и скрой PRD-003'))).toBeNull();
  expect(ran(talk('подними цены на 5% и скрой PRD-003', press('ask:')))).toEqual(bump('5'));
});

test('consent, a bare number or "again" after a question or a preview runs no change', () => {
  for (const text of ['да', 'подтверждаю', 'ок', 'применить', 'а теперь на 10%', 'повтори']) {
    expect(ran(talk('подними цены на 5%', text))).toBeNull();
    expect(ran(talk('скрой PRD-003 и подними цены на 5%', text))).toBeNull();
  }
});

test('an answer that is a request of its own is offered as one while a question of a template stands', () => {
  const decision = talk('подними цены', 'выручка вчера');
  expect(ran(decision)).toBeNull();
  expect(buttonsOf(decision).some(({ data }) => data.startsWith('tpl:new:'))).toBe(true);
});
