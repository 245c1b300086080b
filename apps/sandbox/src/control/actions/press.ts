import { InvalidError } from '../../errors';
import type { Press } from '../../state/press-store';
import type { Room } from '../../state/room';
import type { InlineButton, Message, Update, User } from '../../state/telegram-types';
import type { World } from '../../state/world';
import { findLivePost } from './find';

export type ButtonChoice = { data: string } | { row: number; column: number };

/** A person presses an inline button of a message. */
export function pressButton(world: World, room: Room, person: User, messageId: number, choice: ButtonChoice): { press: Press; update: Update | undefined } {
  const { message } = findLivePost(room, messageId);
  const data = findButton(message, choice).callback_data;
  if (data === undefined) throw new InvalidError('this button opens a link and tells the bot nothing');
  const press: Press = {
    id: String(4_000_000_000_000_000 + world.next('press')),
    chatId: room.chat.id,
    messageId,
    personId: person.id,
    data,
    pressedAt: world.now(),
  };
  world.presses.set(press.id, press);
  const query = { id: press.id, from: person, message, chat_instance: `${-room.chat.id}`, data };
  return { press, update: world.updates.add('callback_query', query, String(room.chat.id)) };
}

function findButton(message: Message, choice: ButtonChoice): InlineButton {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  const button = 'data' in choice ? rows.flat().find(({ callback_data }) => callback_data === choice.data) : rows[choice.row]?.[choice.column];
  if (!button) throw new InvalidError(`message ${message.message_id} has no such button`);
  return button;
}
