import { limits } from '../../state/limits';
import { writePost } from '../../state/write-post';
import { refusals } from '../errors';
import { findRoom } from '../read/find-room';
import { readFormattedText } from '../read/formatted-text';
import { readKeyboard } from '../read/keyboard';
import type { Method } from '../method';
import { readReply } from '../read/read-reply';

/** https://core.telegram.org/bots/api#sendmessage */
export const sendMessage: Method = ({ world, params }) => {
  const room = findRoom(world, params);
  const body = readFormattedText(params, { text: 'text', entities: 'entities' }, limits.textUnits);
  if (!body || body.text === '') throw refusals.textEmpty();
  const reply_markup = readKeyboard(params);
  const reply_to_message = readReply(params, room);
  return writePost(world, room, world.bot, {
    text: body.text,
    ...(body.entities.length > 0 && { entities: body.entities }),
    ...(reply_to_message && { reply_to_message }),
    ...(reply_markup && { reply_markup }),
  }).message;
};
