import { readUpdate } from '@ownerbot/telegram';
import { aStatus, aTenant, composeEcho } from '../fixtures/echo-domain';
import { BOT, eventOf, OWNER, pressed, rawText, wrote } from '../fixtures/updates';
import type { TurnFacts } from '../model/facts';
import { emptySession, type Session } from '../model/session';
import { createDecide } from './decide';

const access = { ownerIds: [OWNER], denyAuditEnabled: true, denyAuditTtlSec: 60, denyNotifyOnce: false };
const composed = composeEcho();
const decide = createDecide({ composed, access, floodMaxPerMinute: 60 });
const noon = new Date('2027-03-15T12:00:00Z');
const facts: TurnFacts = {
  tenant: aTenant,
  owner: { locale: null, timezone: null },
  status: aStatus,
  updatesInMinute: 0,
  wasHeld: false,
  kept: {},
  namedRun: null,
};
const waiting: Session = { ...emptySession, awaits: { event: 'heard', updateId: '5', since: '2027-03-15T11:59:00Z' } };
const aRequest = { id: 'tg-100-1', input: 'text', source: 'text', stage: 6, templateId: null, confidence: 1, textLength: 8, receivedAt: '2027-03-15T12:00:00.000Z' };
const textOf = (html: string) => ({ type: 'answer', message: { type: 'text', text: html, delivery: 'at-least-once' } });

describe('a message of the owner', () => {
  test('that a domain routes to a tool becomes one tool run and keeps its place in the order of answers', () => {
    const decision = decide(emptySession, wrote('say moon'), facts, noon);
    expect(decision.effects).toEqual([{ type: 'tool', tool: 'echo', payload: { word: 'moon' }, source: 'text', replyToMessageId: '1001', request: aRequest }]);
    expect(decision).toMatchObject({ awaitsAnswer: true, result: 'answered', session: emptySession });
  });

  test('that nothing matches gets the help for it', () => {
    expect(decide(emptySession, wrote('qwerty'), facts, noon).effects).toEqual([textOf('not understood')]);
  });

  test('with a command of a domain goes to it, with its arguments', () => {
    expect(decide(emptySession, wrote('/say@Bot  moon '), facts, noon).effects).toMatchObject([{ type: 'tool', payload: { word: 'moon' }, source: 'command' }]);
  });

  test('with wrong arguments is refused with the reason in the audit', () => {
    const decision = decide(emptySession, wrote('/say'), facts, noon);
    expect(decision.effects).toEqual([textOf('say what?')]);
    expect(decision).toMatchObject({ result: 'refused', audit: [{ eventType: 'request_refused', fields: { reason: 'VALIDATION_ERROR', source: 'command' } }, { eventType: 'retrospective', fields: { input: 'command', stage: 2, status: 'refused', reason: 'VALIDATION_ERROR' } }] });
  });

  test('with an unknown command gets help and is counted as refused', () => {
    expect(decide(emptySession, wrote('/nonsense'), facts, noon)).toMatchObject({ result: 'refused', effects: [textOf('not understood')] });
  });

  test('without words is told what the bot reads', () => {
    const sticker = eventOf({ update_id: 1, message: { message_id: 2, date: 1, chat: { id: 7, type: 'private' }, from: { id: 7, is_bot: false, first_name: 'A' }, sticker: {} } });
    expect(decide(emptySession, sticker, facts, noon).effects).toEqual([textOf(composed.texts.en.html('input.unsupported'))]);
    expect(decide(emptySession, wrote('\0\0'), facts, noon).effects).toEqual([textOf(composed.texts.en.html('input.unreadable'))]);
  });

  test('hands on the changes and the kept values of its route', () => {
    expect(decide(emptySession, wrote('note'), facts, noon)).toMatchObject({ changes: [{ type: 'note' }], keep: [{ key: 'noted', value: 1, ttlSec: 5 }] });
  });
});

describe('/start', () => {
  test('sends the home panel as a new anchor and forgets what the chat waited for', () => {
    const decision = decide(waiting, wrote('/start', { id: 9 }), facts, noon);
    expect(decision.effects).toMatchObject([{ type: 'answer', message: { text: 'home of 7' } }, { type: 'aside', message: { text: composed.texts.en.html('conversation.voice.dropped') } }]);
    expect(decision.session).toEqual({ ...emptySession, anchorEffectId: `tg-${BOT}-9-1` });
    expect(decision.ended).toEqual(['tg-100-5-asr']);
  });

  test('takes the keyboard from the old anchor, even while that is still on its way', () => {
    const decision = decide({ ...emptySession, anchorEffectId: 'tg-100-8-1' }, wrote('/start', { id: 9 }), facts, noon);
    expect(decision.effects).toMatchObject([{ type: 'answer' }, { type: 'aside', message: { type: 'markup', of: 'tg-100-8-1' } }]);
  });
});

describe('/cancel', () => {
  test('ends a wait', () => {
    expect(decide(waiting, wrote('/cancel'), facts, noon)).toMatchObject({ session: emptySession, effects: [{ type: 'answer', message: { text: composed.texts.en.html('conversation.voice.dropped'), editOf: 'tg-100-5-asr-1' } }], ended: ['tg-100-5-asr'] });
  });
  test('says so when nothing is open', () => {
    expect(decide(emptySession, wrote('/cancel'), facts, noon).effects).toEqual([textOf(composed.texts.en.html('cancel.nothing'))]);
  });
});

describe('a press of the owner', () => {
  test('on a panel redraws the pressed message and makes it the anchor', () => {
    const decision = decide(emptySession, pressed('ui:systems', { id: 4 }), facts, noon);
    expect(decision.effects).toMatchObject([
      { type: 'aside', message: { type: 'callback', callbackQueryId: 'q4' } },
      { type: 'answer', message: { text: 'mode DEMO', editMessageId: '55' } },
    ]);
    expect(decision.session.anchorEffectId).toBe('tg-100-4-2');
  });

  test('that runs a tool is acknowledged first, with the words of its route', () => {
    expect(decide(emptySession, pressed('say:moon'), facts, noon).effects).toMatchObject([
      { type: 'aside', message: { type: 'callback', text: 'Again' } },
      { type: 'tool', payload: { word: 'moon' }, source: 'template', replyToMessageId: null },
    ]);
  });

  test.each(['ui:nowhere', 'zz:1', 'say:', '', 'retry:nonsense', 'drop:tg-100-1-1'])('with the outdated data "%s" gets one alert and changes nothing', (data) => {
    const decision = decide(waiting, pressed(data), facts, noon);
    expect(decision.effects).toMatchObject([{ type: 'aside', message: { type: 'callback', alert: true, text: composed.texts.en.text('callback.outdated') } }]);
    expect(decision).toMatchObject({ session: waiting, awaitsAnswer: false, result: 'refused' });
  });

  test('on close deletes the message', () => {
    expect(decide(emptySession, pressed('close:1'), facts, noon).effects).toMatchObject([{}, { type: 'aside', message: { type: 'delete', messageId: '55' } }]);
  });
});

describe('a kept request', () => {
  const namedRun = { effectId: 'tg-100-1-1', chatId: OWNER, tool: 'echo', payload: { word: 'moon' }, isFinished: false };
  const known = { ...facts, namedRun };

  test('tried now is replaced by a fresh run, and its message loses its buttons', () => {
    const decision = decide(emptySession, pressed('retry:tg-100-1-1', { id: 4 }), known, noon);
    expect(decision.effects).toMatchObject([
      { type: 'aside', message: { type: 'callback' } },
      { type: 'tool', tool: 'echo', payload: { word: 'moon' } },
      { type: 'aside', message: { type: 'markup', messageId: '55' } },
    ]);
    expect(decision).toMatchObject({ ended: ['tg-100-1-1'], keep: [{ key: 'retried:tg-100-1-1' }], awaitsAnswer: true });
  });

  test('that is over can be started anew without ending anything', () => {
    expect(decide(emptySession, pressed('retry:tg-100-1-1'), { ...facts, namedRun: { ...namedRun, isFinished: true } }, noon).ended).toEqual([]);
  });

  test('is started anew once, however often the button is pressed', () => {
    const again = decide(emptySession, pressed('retry:tg-100-1-1'), { ...known, kept: { 'retried:tg-100-1-1': true } }, noon);
    expect(again.effects).toMatchObject([{ type: 'aside', message: { type: 'callback', text: composed.texts.en.text('kept.gone') } }]);
    expect(again.ended).toEqual([]);
  });

  test('dropped ends, and its notice becomes one line', () => {
    const decision = decide(emptySession, pressed('drop:tg-100-1-1'), known, noon);
    expect(decision).toMatchObject({ ended: ['tg-100-1-1'], result: 'dropped' });
    expect(decision.effects).toMatchObject([{}, { type: 'answer', message: { text: composed.texts.en.html('kept.dropped'), editMessageId: '55' } }]);
  });

  test('of another chat is nobody else\'s to touch', () => {
    const decision = decide(emptySession, pressed('drop:tg-100-1-1'), { ...facts, namedRun: { ...namedRun, chatId: '8' } }, noon);
    expect(decision).toMatchObject({ ended: [], result: 'refused' });
  });
});

describe('a stranger', () => {
  test('gets silence and one throttled record', () => {
    const decision = decide(emptySession, wrote('kpi 2026', { from: '9' }), facts, noon);
    expect(decision).toMatchObject({ effects: [], result: 'denied', awaitsAnswer: false });
    expect(decision.audit).toMatchObject([{ eventType: 'access_denied', throttle: { key: 'access-denied:9:message', ttlSec: 60 }, fields: { excerpt: 'kpi #' } }]);
  });

  test('who presses a button gets a neutral alert and changes nothing', () => {
    const decision = decide(waiting, pressed('ui:home', { from: '9' }), facts, noon);
    expect(decision.effects).toMatchObject([{ type: 'aside', message: { type: 'callback', alert: true, text: composed.texts.en.text('refusal.alert') } }]);
    expect(decision.session).toEqual(waiting);
  });

  test('is refused in words once, where that is switched on', () => {
    const talkative = createDecide({ composed, access: { ...access, denyNotifyOnce: true }, floodMaxPerMinute: 60 });
    const first = talkative(emptySession, wrote('hi', { from: '9' }), facts, noon);
    expect(first.effects).toEqual([textOf(composed.texts.en.html('refusal.text'))]);
    expect(first.keep).toMatchObject([{ key: 'access-refused:9' }]);
    expect(talkative(emptySession, wrote('hi', { from: '9' }), { ...facts, kept: { 'access-refused:9': true } }, noon).effects).toEqual([]);
  });
});

describe('a flood', () => {
  const full = { ...facts, updatesInMinute: 60 };

  test('begins with the update after the last allowed one; it is told of once and not acted upon', () => {
    expect(decide(emptySession, wrote('say moon'), { ...facts, updatesInMinute: 59 }, noon).result).toBe('answered');
    const first = decide(emptySession, wrote('say moon'), full, noon);
    expect(first).toMatchObject({ result: 'flooded', keep: [{ key: 'flood-told:7' }] });
    expect(first.effects).toEqual([textOf(composed.texts.en.html('flood.text'))]);
    expect(decide(emptySession, wrote('say moon'), { ...full, kept: { 'flood-told:7': true } }, noon)).toMatchObject({ result: 'flooded', effects: [], awaitsAnswer: false });
  });

  test('still acknowledges a press', () => {
    expect(decide(emptySession, pressed('say:moon'), { ...full, kept: { 'flood-told:7': true } }, noon).effects).toMatchObject([{ message: { type: 'callback' } }]);
  });

  test('is not looked for again when a held update takes its turn', () => {
    expect(decide(emptySession, wrote('say moon'), { ...full, wasHeld: true }, noon).result).toBe('answered');
  });
});

describe('what is no request', () => {
  test.each([
    ['an edit', { update_id: 1, edited_message: { message_id: 2, date: 1, chat: { id: 7, type: 'private' }, from: { id: 7, is_bot: false }, text: 'x' } }],
    ['being let in again', { update_id: 1, my_chat_member: { date: 1, chat: { id: 7, type: 'private' }, from: { id: 7, is_bot: false }, new_chat_member: { status: 'member' } } }],
    ['a poll', { update_id: 1, poll: { id: '1' } }],
    ['a kind of the future', { update_id: 1, hologram: { a: 1 } }],
  ])('is noted as ignored: %s', (_name, raw) => {
    expect(decide(waiting, eventOf(raw), facts, noon)).toMatchObject({ result: 'ignored', effects: [], session: waiting, audit: [] });
  });

  test('is denied where somebody asks from outside a private chat', () => {
    expect(readUpdate({ update_id: 1, inline_query: { id: '1', from: { id: 7, is_bot: false }, query: 'x' } })).not.toBeNull();
    expect(decide(emptySession, eventOf({ update_id: 1, inline_query: { id: '1', from: { id: 7, is_bot: false }, query: 'x' } }), facts, noon).result).toBe('denied');
    const inGroup = { ...rawText('kpi'), message: { message_id: 2, date: 1, chat: { id: -5, type: 'group' }, from: { id: 7, is_bot: false }, text: 'kpi' } };
    expect(decide(emptySession, eventOf(inGroup), facts, noon).result).toBe('denied');
  });
});

describe('an internal event', () => {
  const base = { botId: BOT, updateId: '5', chatId: OWNER, jobId: 'tg-100-5-heard', correlationId: 'tg-100-5' };
  test('that the chat waits for ends the wait', () => {
    expect(decide(waiting, { ...base, name: 'heard', receivedAt: noon, data: {} }, facts, noon).session.awaits).toBeNull();
    expect(decide(waiting, { ...base, name: 'waited', awaited: 'heard', effectId: null }, facts, noon).session.awaits).toBeNull();
  });
  test('of another request or kind leaves the wait as it is', () => {
    expect(decide(waiting, { ...base, name: 'planned', receivedAt: noon, data: {} }, facts, noon).session).toEqual(waiting);
    expect(decide(waiting, { ...base, updateId: '6', name: 'heard', receivedAt: noon, data: {} }, facts, noon).session).toEqual(waiting);
  });
});
