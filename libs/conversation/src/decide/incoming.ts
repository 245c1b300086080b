import type { UpdateFacts } from '@ownerbot/telegram';
import type { Incoming } from '../domain/context';
import type { UpdateEvent } from '../model/event';
import { parseCommand, type WrittenCommand } from './parse-command';

/** The forms in which a request comes. */
export type Request =
  | { readonly type: 'press'; readonly incoming: Incoming; readonly data: string; readonly pressId: string; readonly messageId: string | null }
  | { readonly type: 'command'; readonly incoming: Incoming; readonly command: WrittenCommand; readonly text: string }
  | { readonly type: 'text'; readonly incoming: Incoming; readonly text: string }
  /** A message without words: a picture, a voice message, a sticker, … */
  | { readonly type: 'wordless'; readonly incoming: Incoming; readonly isBlankText: boolean };

export function readRequest(event: UpdateEvent, update: UpdateFacts): Request {
  const messageId = update.press?.messageId ?? update.messageId ?? null;
  const base = { chatId: event.chatId, messageId };
  if (update.press !== undefined) {
    const { id: pressId, data } = update.press;
    return { type: 'press', incoming: { ...base, source: 'template', text: null, data }, data, pressId, messageId: update.press.messageId ?? null };
  }
  const text = update.text?.trim() ?? '';
  if (text === '') return { type: 'wordless', incoming: { ...base, source: 'text', text: null, data: null }, isBlankText: update.text !== undefined };
  const command = parseCommand(text);
  if (command !== null) return { type: 'command', incoming: { ...base, source: 'command', text, data: null }, command, text };
  return { type: 'text', incoming: { ...base, source: 'text', text, data: null, ...(update.isForwarded === true ? { isForwarded: true } : {}) }, text };
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
