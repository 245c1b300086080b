import { createDecide } from '../decide/decide';
import { aStatus, aTenant, composeEcho } from '../fixtures/echo-domain';
import { aBook } from '../fixtures/echo-templates';
import { OWNER, pressed, wrote } from '../fixtures/updates';
import type { Decision } from '../model/decision';
import type { TurnFacts } from '../model/facts';
import { emptySession, readSession, type Session } from '../model/session';
import { CLARIFICATION_TTL_MS } from './clarification';

const access = { ownerIds: [OWNER, '8'], denyAuditEnabled: true, denyAuditTtlSec: 60, denyNotifyOnce: false };
const noon = new Date('2027-03-15T12:00:00Z');
const facts: TurnFacts = { tenant: aTenant, owner: { locale: null, timezone: null }, status: aStatus, updatesInMinute: 0, wasHeld: false, kept: {}, namedRun: null };

const composed = composeEcho({
  templates: () => aBook('v1'),
  routeText: ({ text }) => {
    if (text.startsWith('say ')) return { type: 'tool', tool: 'echo', payload: { word: text.slice(4) } };
    if (text === 'two things') {
      const option = (word: string) => ({ label: word, target: { type: 'tool', tool: 'echo', payload: { word } } }) as const;
      return { type: 'question', html: 'where to begin?', isSeveral: true, options: [option('one'), option('two'), { label: 'ask', target: { type: 'template', templateId: 'ECHO_ASK' } }] };
    }
    if (!text.startsWith('vague')) return null;
    return {
      type: 'question',
      html: 'which one?',
      options: [
        { label: 'The Moon', target: { type: 'tool', tool: 'echo', payload: { word: 'moon' } } },
        { label: 'Any word', target: { type: 'template', templateId: 'ECHO_ASK' } },
      ],
    };
  },
});
const decide = createDecide({ composed, access, floodMaxPerMinute: 60 });

/** One chat: each step is decided on the session that the one before left. */
class Chat {
  session: Session = emptySession;
  now = noon;
  last: Decision | null = null;
  private id = 10;

  write(text: string): this {
    this.id += 1;
    return this.take({ ...wrote(text, { id: this.id }), chatId: OWNER });
  }

  press(data: string, from = OWNER): this {
    this.id += 1;
    return this.take({ ...pressed(data, { id: this.id, from }), chatId: OWNER });
  }

  private take(event: ReturnType<typeof wrote>): this {
    this.last = decide(this.session, event, facts, this.now);
    this.session = readSession(JSON.parse(JSON.stringify(this.last.session)));
    return this;
  }

  get buttons(): { text: string; data: string }[] {
    return (this.last?.effects ?? []).flatMap((effect) => (effect.type === 'answer' && effect.message.type === 'text' ? (effect.message.buttons ?? []).flat().flatMap((one) => ('data' in one ? [{ text: one.text, data: one.data }] : [])) : []));
  }

  get shown(): string {
    return (this.last?.effects ?? []).flatMap((effect) => (effect.type === 'answer' && effect.message.type === 'text' ? [effect.message.text] : [])).join('\n');
  }

  get ran(): unknown {
    return (this.last?.effects ?? []).flatMap((effect) => (effect.type === 'tool' ? [effect.payload] : []))[0];
  }
}

const asked = () => new Chat().write('vague');
const button = (chat: Chat, at: number): string => chat.buttons[at]?.data ?? '';

test('a question shows its answers as buttons, and one that drops it', () => {
  const chat = asked();
  expect(chat.shown).toBe('which one?');
  expect(chat.buttons.map(({ text }) => text)).toEqual(['The Moon', 'Any word', expect.stringContaining('Cancel')]);
  expect(chat.buttons.every(({ data }) => /^ask:[\w-]{10}:(?:\d|x)$/.test(data))).toBe(true);
  expect(chat.session.clarification).toMatchObject({ ownerId: OWNER, round: 1, options: [{ label: 'The Moon' }, { label: 'Any word' }] });
});

test('a press runs what stands behind the button; the question is over and loses its buttons', () => {
  const chat = asked();
  chat.press(button(chat, 0));
  expect(chat.ran).toEqual({ word: 'moon' });
  expect(chat.session.clarification).toBeNull();
  expect(chat.last?.effects.map((effect) => (effect.type === 'aside' ? effect.message.type : effect.type))).toEqual(['callback', 'tool', 'markup']);
});

test('a template behind a button asks its own question', () => {
  const chat = asked();
  chat.press(button(chat, 1));
  expect(chat.session.flow).toMatchObject({ templateId: 'ECHO_ASK' });
  expect(chat.session.clarification).toBeNull();
});

test.each(['the moon', 'The Moon!', '1'])('typed "%s" is the first answer', (text) => {
  expect(asked().write(text).ran).toEqual({ word: 'moon' });
});

test('whatever else is typed is a new request, with which the question is over', () => {
  const chat = asked().write('say star');
  expect(chat.ran).toEqual({ word: 'star' });
  expect(chat.session.clarification).toBeNull();
});

test('a word of consent answers nothing', () => {
  const chat = asked().write('yes');
  expect(chat.ran).toBeUndefined();
});

test('after two questions in a row the help answers', () => {
  const chat = asked().write('vague again');
  expect(chat.session.clarification).toMatchObject({ round: 2 });
  chat.write('vague still');
  expect(chat.shown).toBe('not understood');
  expect(chat.session.clarification).toBeNull();
  expect(chat.write('vague anew').session.clarification).toMatchObject({ round: 1 });
});

test.each(['/cancel', 'cancel'])('%s drops the question', (text) => {
  const chat = asked().write(text);
  expect(chat.shown).toBe('The question is dropped, nothing was done.');
  expect(chat.session.clarification).toBeNull();
});

test('its own button drops it too, /start forgets it', () => {
  const chat = asked();
  expect(chat.press(button(chat, 2)).session.clarification).toBeNull();
  expect(asked().write('/start').session.clarification).toBeNull();
});

test('buttons of another question, of another owner, and after a quarter of an hour are out of date', () => {
  const old = asked();
  const first = button(old, 0);
  old.write('vague again');
  expect(old.press(first).last?.result).toBe('refused');
  const foreign = asked();
  expect(foreign.press(button(foreign, 0), '8').ran).toBeUndefined();
  const late = asked();
  late.now = new Date(noon.getTime() + CLARIFICATION_TTL_MS);
  expect(late.press(button(late, 0)).ran).toBeUndefined();
  expect(late.last?.result).toBe('refused');
});

test('a question that somebody tampered with is none', () => {
  const stored = { ...asked().session, clarification: { id: 'a', ownerId: OWNER, round: 1, expiresAt: noon.toISOString(), options: [{ label: 'x', target: { type: 'tool', tool: 1 } }] } };
  expect(readSession(stored).clarification).toBeNull();
});

test('A27: of several requests each is begun by its own button, and the others stay', () => {
  const chat = new Chat().write('two things');
  const [one, two, ask] = chat.buttons.map(({ data }) => data);
  const left = () => (chat.last?.effects ?? []).flatMap((effect) => (effect.type === 'aside' && effect.message.type === 'markup' ? [(effect.message.buttons ?? []).flat().map(({ text }) => text)] : []));
  chat.press(one ?? '');
  expect([chat.last?.effects.filter(({ type }) => type === 'tool'), left()]).toMatchObject([[{ payload: { word: 'one' } }], [['two', 'ask', expect.any(String)]]]);
  chat.press(one ?? '');
  expect(chat.last?.result).toBe('refused');
  chat.press(two ?? '');
  expect([chat.last?.effects.filter(({ type }) => type === 'tool'), left()]).toMatchObject([[{ payload: { word: 'two' } }], [['ask', expect.any(String)]]]);
  chat.press(ask ?? '');
  expect([chat.session.flow?.templateId, chat.session.clarification, left()]).toEqual(['ECHO_ASK', null, [[]]]);
});
