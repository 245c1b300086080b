import { isDeepStrictEqual } from 'node:util';
import { limits } from '../../state/limits';
import { editPost } from '../../state/write-post';
import { badRequest, refusals } from '../errors';
import { findPostToEdit, findRoom } from '../read/find-room';
import { readFormattedText } from '../read/formatted-text';
import { readKeyboard } from '../read/keyboard';
import type { Method } from '../method';

/** https://core.telegram.org/bots/api#editmessagetext. An edit without `reply_markup` takes the keyboard away. */
export const editMessageText: Method = ({ world, params }) => {
  const room = findRoom(world, params);
  const post = findPostToEdit(room, params);
  const body = readFormattedText(params, { text: 'text', entities: 'entities' }, limits.textUnits);
  if (!body || body.text === '') throw refusals.textEmpty();
  const reply_markup = readKeyboard(params);
  if (post.message.text === undefined) throw badRequest('there is no text in the message to edit');
  const entities = body.entities.length > 0 ? body.entities : undefined;
  const { message } = post;
  const isSame = message.text === body.text && isDeepStrictEqual(message.entities, entities) && isDeepStrictEqual(message.reply_markup, reply_markup);
  if (isSame) throw refusals.notModified();
  return editPost(world, post, { text: body.text, entities, reply_markup }, true);
};

/** https://core.telegram.org/bots/api#editmessagereplymarkup */
export const editMessageReplyMarkup: Method = ({ world, params }) => {
  const room = findRoom(world, params);
  const post = findPostToEdit(room, params);
  const reply_markup = readKeyboard(params);
  if (isDeepStrictEqual(post.message.reply_markup, reply_markup)) throw refusals.notModified();
  return editPost(world, post, { reply_markup }, false);
};
