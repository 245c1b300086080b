import { deletePost, livePost } from '../../state/write-post';
import { badRequest } from '../errors';
import { findRoom, readMessageId } from '../read/find-room';
import type { Method } from '../method';

const deletableForMs = 48 * 60 * 60 * 1000;

/** https://core.telegram.org/bots/api#deletemessage: for 48 hours; a person's message only in a private chat, as the bot is no administrator here. */
export const deleteMessage: Method = ({ world, params }) => {
  const room = findRoom(world, params);
  const post = livePost(room, readMessageId(params));
  if (!post) throw badRequest('message to delete not found');
  const isForeign = post.direction === 'in' && room.chat.type !== 'private';
  if (isForeign || world.now() - post.at > deletableForMs) throw badRequest("message can't be deleted for everyone");
  deletePost(world, post);
  return true;
};
