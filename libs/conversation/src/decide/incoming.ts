import type { SoundFacts, UpdateFacts } from '@ownerbot/telegram';
import { isSound } from '@ownerbot/voice';
import type { Incoming } from '../domain/context';
import type { RequestEvent, UpdateEvent } from '../model/event';
import { parseCommand, type WrittenCommand } from './parse-command';

/** The forms in which a request comes. */
export type Request =
  | { readonly type: 'press'; readonly incoming: Incoming; readonly data: string; readonly pressId: string; readonly messageId: string | null }
  | { readonly type: 'command'; readonly incoming: Incoming; readonly command: WrittenCommand; readonly text: string }
  | { readonly type: 'text'; readonly incoming: Incoming; readonly text: string }
  /** A sound that somebody may have spoken; what stands below it is a second message. */
  | { readonly type: 'voice'; readonly incoming: Incoming; readonly sound: SoundFacts; readonly caption: string | null; readonly messageId: string | null; readonly isForwarded: boolean }
  /** A message without words: a picture, a sticker, … */
  | { readonly type: 'wordless'; readonly incoming: Incoming; readonly isBlankText: boolean };

export function readRequest(event: UpdateEvent, update: UpdateFacts): Request {
  const messageId = update.press?.messageId ?? update.messageId ?? null;
  const base = { chatId: event.chatId, messageId };
  if (update.press !== undefined) {
    const { id: pressId, data } = update.press;
    return { type: 'press', incoming: { ...base, source: 'template', text: null, data }, data, pressId, messageId: update.press.messageId ?? null };
  }
  const text = update.text?.trim() ?? '';
  if (update.sound !== undefined && isSound(update.sound)) {
    return { type: 'voice', incoming: { ...base, source: 'voice', text: null, data: null }, sound: update.sound, caption: text === '' ? null : text, messageId, isForwarded: update.isForwarded === true };
  }
  if (text === '') return { type: 'wordless', incoming: { ...base, source: 'text', text: null, data: null }, isBlankText: update.text !== undefined };
  return writtenRequest(event, text, { messageId, isForwarded: update.isForwarded === true });
}

/** Where words stand, and whether they are somebody else's. */
export interface WordsPlace {
  readonly messageId: string | null;
  readonly isForwarded: boolean;
}

/** Words that somebody wrote, in a message or below a sound. */
export function writtenRequest({ chatId }: Pick<RequestEvent, 'chatId'>, text: string, { messageId, isForwarded }: WordsPlace): Extract<Request, { type: 'command' | 'text' }> {
  const command = parseCommand(text);
  if (command !== null) return { type: 'command', incoming: { chatId, messageId, source: 'command', text, data: null }, command, text };
  return writtenText({ chatId }, text, { messageId, isForwarded });
}

/** Written words that are no command. */
export function writtenText({ chatId }: Pick<RequestEvent, 'chatId'>, text: string, { messageId, isForwarded }: WordsPlace): Extract<Request, { type: 'text' }> {
  return { type: 'text', incoming: { chatId, messageId, source: 'text', text, data: null, ...(isForwarded ? { isForwarded } : {}) }, text };
}

/** Words that somebody spoke: never a command, whatever they begin with. */
export function spokenRequest({ chatId }: Pick<RequestEvent, 'chatId'>, text: string, { messageId, isForwarded }: WordsPlace): Extract<Request, { type: 'text' }> {
  return { type: 'text', incoming: { chatId, messageId, source: 'voice', text, data: null, ...(isForwarded ? { isForwarded } : {}) }, text };
}

const PASSING_DATA = /^(?:drop|confirm|cancel|settle):/;
const PASSING_COMMANDS = ['start', 'cancel'];

/** Whether the event goes on even where its chat waits. */
export function passes(event: UpdateEvent): boolean {
  if (event.facts === null) return false;
  const request = readRequest(event, event.facts);
  if (request.type === 'press') return PASSING_DATA.test(request.data);
  return request.type === 'command' && PASSING_COMMANDS.includes(request.command.name);
}
