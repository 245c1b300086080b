import { aStatus, aTenant, composeEcho } from '../fixtures/echo-domain';
import { aBook } from '../fixtures/echo-templates';
import { BOT, OWNER, pressed, wrote } from '../fixtures/updates';
import { createDecide } from '../decide/decide';
import type { CallbackSpec } from '../domain/domain';
import type { Decision } from '../model/decision';
import type { TurnFacts } from '../model/facts';
import { emptySession, readSession, type Session } from '../model/session';
import { FLOW_TTL_MS } from './flow-state';

const access = { ownerIds: [OWNER, '8'], denyAuditEnabled: true, denyAuditTtlSec: 60, denyNotifyOnce: false };
const noon = new Date('2027-03-15T12:00:00Z');
const facts: TurnFacts = { tenant: aTenant, owner: { locale: null, timezone: null }, status: aStatus, updatesInMinute: 0, wasHeld: false, kept: {}, namedRun: null };
const decideWith = (version = 'v1') => {
  const beside: CallbackSpec = { prefix: 'begin:', route: () => ({ type: 'template', templateId: 'ECHO_ASK', slots: { word: 'moon' }, as: 'new' }) };
  const composed = composeEcho({ callbacks: [beside], templates: () => aBook(version), routeConfidence: (text) => (text.startsWith('say ') ? 1 : 0) });
  return createDecide({ composed, access, floodMaxPerMinute: 60 });
};
const decide = decideWith();

/** One chat: each step is decided on the session that the one before left. */
class Chat {
  session: Session = emptySession;
  now = noon;
  last: Decision | null = null;
  private id = 10;

  private take(event: ReturnType<typeof wrote>, by = decide): this {
    this.last = by(this.session, event, facts, this.now);
    this.session = readSession(JSON.parse(JSON.stringify(this.last.session)));
    return this;
  }

  press(data: string, { from = OWNER, version = 'v1' } = {}): this {
    this.id += 1;
    const event = pressed(data, { id: this.id, from });
    return this.take({ ...event, chatId: OWNER }, decideWith(version));
  }

  write(text: string, { from = OWNER } = {}): this {
    this.id += 1;
    return this.take({ ...wrote(text, { id: this.id, from }), chatId: OWNER });
  }

  later(ms: number): this {
    this.now = new Date(this.now.getTime() + ms);
    return this;
  }

  /** The data of the button of the last message that begins so. */
  button(prefix: string): string {
    for (const effect of this.last?.effects ?? []) {
      if (effect.type === 'tool' || !('message' in effect) || !('buttons' in effect.message)) continue;
      const found = (effect.message.buttons ?? []).flat().find((one) => 'data' in one && one.data.startsWith(prefix));
      if (found !== undefined && 'data' in found) return found.data;
    }
    throw new Error(`no button ${prefix}`);
  }

  get labels(): string[] {
    return (this.last?.effects ?? []).flatMap((effect) => (effect.type === 'answer' && 'buttons' in effect.message ? (effect.message.buttons ?? []).flat().map(({ text }) => text) : []));
  }

  get shown(): string {
    return (this.last?.effects ?? []).flatMap((effect) => (effect.type === 'answer' && effect.message.type === 'text' ? [effect.message.text] : [])).join('\n');
  }

  get alert(): string {
    return (this.last?.effects ?? []).flatMap((effect) => (effect.type === 'aside' && effect.message.type === 'callback' ? [effect.message.text ?? ''] : [])).join('');
  }

  get ran(): unknown {
    return (this.last?.effects ?? []).find((effect) => effect.type === 'tool');
  }
}

const started = () => new Chat().press('tpl:run:ECHO_ASK');

describe('a template', () => {
  test('without questions runs at once', () => {
    const chat = new Chat().press('tpl:run:ECHO_NOW');
    expect(chat.last?.effects).toMatchObject([{ type: 'aside', message: { type: 'callback' } }, { type: 'tool', tool: 'echo', payload: { word: 'now' }, source: 'template' }]);
    expect(chat.session.flow).toBeNull();
  });

  test('with questions asks the first one in the pressed panel, with its presets, the way back and cancel', () => {
    const chat = started();
    expect(chat.shown).toContain('Step 1 of 2');
    expect(chat.shown).toContain('Which word?');
    expect(chat.last?.effects[1]).toMatchObject({ message: { editMessageId: '55' } });
    expect(chat.button('tpl:ps:')).toMatch(/^tpl:ps:[a-z2-7]{10}:0:0$/);
    expect([chat.button('tpl:back:'), chat.button('tpl:stop:')].every((data) => data.length <= 64)).toBe(true);
    expect(chat.session.anchorEffectId).toBe(`tg-${BOT}-11-2`);
  });

  test('runs when the last question is answered; the panel goes back to its category', () => {
    const chat = started().write('moon');
    expect(chat.shown).toContain('Step 2 of 2');
    expect(chat.shown).toContain('✓ moon');
    expect(chat.last?.effects[0]).toMatchObject({ message: { editOf: `tg-${BOT}-11-2` } });
    chat.press(chat.button('tpl:ps:'));
    expect(chat.ran).toMatchObject({ tool: 'echo', payload: { word: 'moon', times: 2 } });
    expect(chat.last?.effects.at(-1)).toMatchObject({ type: 'aside', message: { text: 'category echo 1', editMessageId: '55' } });
    expect(chat.session.flow).toBeNull();
  });

  test('neither shows nor takes a preset that makes no sense for this owner', () => {
    const chat = started().write('moon');
    const offered = chat.button('tpl:ps:');
    expect(chat.labels).toEqual(expect.arrayContaining(['Two']));
    expect(chat.labels).not.toContain('Nine');
    chat.press(offered.replace(/0$/, '1'));
    expect(chat.alert).toContain('out of date');
    expect(chat.ran).toBeUndefined();
  });

  test('does not ask what the request said already, and asks a value that does not fit with the reason', () => {
    const chat = new Chat().write('ask moon');
    expect(chat.shown).toContain('Step 2 of 2');
    expect(chat.shown).toContain('✓ moon');
    const refused = new Chat().write('ask bad');
    expect(refused.shown).toContain('no such word');
    expect(refused.session.flow).toMatchObject({ step: 0, values: {} });
  });

  test('that an answer offers asks below it: the answer stays as it is', () => {
    const chat = new Chat().press('begin:');
    expect(chat.shown).toContain('Step 2 of 2');
    const [, question] = chat.last?.effects ?? [];
    expect(question).toMatchObject({ type: 'answer', message: { type: 'text' } });
    expect(question).not.toHaveProperty('message.editMessageId');
    expect(chat.session.anchorEffectId).toBe(`tg-${BOT}-11-2`);
  });

  test('that the mode does not offer is refused, and is unknown when it has no file', () => {
    expect(new Chat().press('tpl:run:ECHO_HIDDEN').shown).toContain('does not offer');
    expect(new Chat().press('tpl:run:NO_SUCH').alert).toContain('out of date');
  });
});

describe('a question', () => {
  test('goes back with everything after it cleared; on the first one the flow ends', () => {
    const chat = started().write('moon');
    chat.press(chat.button('tpl:back:'));
    expect(chat.session.flow).toMatchObject({ step: 0, values: {} });
    chat.write('назад');
    expect(chat.session.flow).toBeNull();
    expect(chat.shown).toContain('nothing was written');
  });

  test.each(['отмена', 'Стоп', 'cancel', 'stop.', '/cancel'])('ends with "%s"; nothing runs', (word) => {
    const chat = started().write(word);
    expect(chat.session.flow).toBeNull();
    expect(chat.ran).toBeUndefined();
    expect(chat.shown).toContain('nothing was written');
    expect(chat.last?.effects.at(-1)).toMatchObject({ type: 'aside', message: { text: 'category echo 1' } });
  });

  test('ends with its button, and the panel shows the category', () => {
    const chat = started();
    chat.press(chat.button('tpl:stop:'));
    expect(chat.shown).toBe('category echo 1');
    expect(chat.session.flow).toBeNull();
  });

  test('is skipped only where it is optional, and skipping leaves its value out', () => {
    const chat = started().write('skip');
    expect(chat.shown).toContain('cannot be skipped');
    chat.write('moon');
    chat.press(chat.button('tpl:skip:'));
    expect(chat.ran).toMatchObject({ payload: { word: 'moon' } });
    expect(started().write('moon').write('пропустить').ran).toMatchObject({ payload: { word: 'moon' } });
  });

  test('of a condition is asked only when it holds', () => {
    const long = new Chat().press('tpl:run:ECHO_WHEN').write('long');
    expect(long.shown).toContain('How many?');
    expect(new Chat().press('tpl:run:ECHO_WHEN').write('short').ran).toMatchObject({ payload: { word: 'short' } });
  });

  test.each([
    ['en', 'moon', 'луна'],
    ['ru', 'луна', 'moon'],
  ] as const)('has an example in the language of its reader: %s', (locale, own, foreign) => {
    const { effects } = decide(emptySession, { ...pressed('tpl:run:ECHO_ASK', { id: 5, from: OWNER }), chatId: OWNER }, { ...facts, owner: { locale, timezone: null } }, noon);
    const [question] = effects.flatMap((effect) => (effect.type === 'answer' && effect.message.type === 'text' ? [effect.message.text] : []));
    expect(question).toContain(own);
    expect(question).not.toContain(foreign);
  });

  test('that gets no fitting answer says why, gives more examples after three, and ends after five', () => {
    const chat = started().write('bad');
    expect(chat.shown).toContain('no such word');
    expect(chat.shown).not.toContain('star');
    chat.write('bad').write('bad');
    expect(chat.shown).toContain('star');
    chat.write('bad').write('bad');
    expect(chat.session.flow).toBeNull();
    expect(chat.button('tpl:run:')).toBe('tpl:run:ECHO_ASK');
  });

  test('whose answer is a request for certain offers to run it anew', () => {
    const chat = new Chat().press('tpl:run:ECHO_WHEN').write('say moon');
    expect(chat.shown).toContain('no such word');
    chat.press(chat.button('tpl:new:'));
    expect(chat.ran).toMatchObject({ tool: 'echo', payload: { word: 'moon' } });
    expect(chat.session.flow).toBeNull();
  });

  test('expires after 15 minutes: a text is a new request, a button says so and offers to begin anew', () => {
    const chat = started();
    const preset = chat.button('tpl:ps:');
    chat.later(FLOW_TTL_MS - 1).press(preset);
    expect(chat.session.flow).toMatchObject({ step: 1 });
    const skip = chat.button('tpl:skip:');
    chat.later(FLOW_TTL_MS).press(skip);
    expect(chat.alert).toContain('over');
    expect(chat.last?.effects[1]).toMatchObject({ message: { type: 'markup' } });
    expect(chat.button('tpl:run:')).toBe('tpl:run:ECHO_ASK');
    chat.write('hello');
    expect(chat.shown).toBe('hello');
  });
});

describe('a button that is out of date', () => {
  test.each([
    ['of another flow', () => 'tpl:ps:aaaaaaaaaa:0:0'],
    ['of a step that was answered', (chat: Chat) => chat.button('tpl:ps:')],
    ['of a preset that is not there', (chat: Chat) => chat.button('tpl:ps:').replace(/0:0$/, '1:7')],
  ])('%s changes nothing', (_name, dataOf) => {
    const chat = started();
    const data = dataOf(chat);
    chat.write('moon');
    const before = chat.session;
    chat.press(data);
    expect(chat.alert).toContain('out of date');
    expect(chat.session).toEqual(before);
    expect(chat.ran).toBeUndefined();
  });

  test('of another version of the catalogue changes nothing and offers to begin anew', () => {
    const chat = started();
    const before = chat.session;
    chat.press(chat.button('tpl:ps:'), { version: 'v2' });
    expect(chat.alert).toContain('out of date');
    expect(chat.session).toEqual(before);
    expect(chat.button('tpl:run:')).toBe('tpl:run:ECHO_ASK');
  });

  test('and a text of somebody else in the same chat answer nothing', () => {
    const chat = started();
    const before = chat.session;
    chat.press(chat.button('tpl:ps:'), { from: '8' });
    expect(chat.alert).toContain('out of date');
    expect(chat.session).toEqual(before);
    expect(chat.write('hello', { from: '8' }).shown).toBe('hello');
  });
});

describe('what else a chat does while a question is open', () => {
  test.each(['/start', '/menu', '/templates'])('%s drops it', (command) => {
    expect(started().write(command).session.flow).toBeNull();
  });

  test('other commands bypass it', () => {
    const chat = started().write('/say moon');
    expect(chat.ran).toMatchObject({ tool: 'echo' });
    expect(chat.session.flow).toMatchObject({ templateId: 'ECHO_ASK' });
  });

  test('another template drops it and says so', () => {
    const chat = started().press('tpl:run:ECHO_WHEN');
    expect(chat.shown).toContain('is closed');
    expect(chat.session.flow).toMatchObject({ templateId: 'ECHO_WHEN' });
  });

  test.each(['tpl:home', 'tpl:cat:echo:1', 'ui:home'])('%s takes the panel, and the question with it', (data) => {
    expect(started().press(data).session.flow).toBeNull();
  });

  test('unknown and malformed buttons are out of date', () => {
    for (const data of ['tpl:', 'tpl:cat:nope:1', 'tpl:cat:echo:0', 'tpl:ps:x:1:1', 'tpl:nope']) expect(new Chat().press(data).alert).toContain('out of date');
  });
});
