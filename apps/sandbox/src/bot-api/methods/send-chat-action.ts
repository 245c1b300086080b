import { badRequest } from '../errors';
import { findRoom } from '../read/find-room';
import type { Method } from '../method';

const actions = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'record_audio',
  'upload_audio',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

/** https://core.telegram.org/bots/api#sendchataction. Shown for 5 s or until the bot's next message. */
export const sendChatAction: Method = ({ world, params }) => {
  const room = findRoom(world, params);
  const action = params.text('action') ?? '';
  if (!actions.has(action)) throw badRequest('wrong parameter action in request');
  world.bus.publish('typing', () => ({ chat_id: room.chat.id, action }));
  return true;
};
