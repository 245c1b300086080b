import type { Room } from '../../state/room';
import type { Message } from '../../state/telegram-types';
import { livePost, quoteOf } from '../../state/write-post';
import { badRequest } from '../errors';
import { isRecord, type Params } from './params';

/** The message that a new one answers: `reply_parameters`, or the older `reply_to_message_id`. */
export function readReply(params: Params, room: Room): Message | undefined {
  const reply = readParameters(params);
  if (!reply) return undefined;
  const post = livePost(room, reply.messageId);
  if (!post && !reply.maySendWithout) throw badRequest('message to be replied not found');
  return post && quoteOf(post.message);
}

function readParameters(params: Params): { messageId: number; maySendWithout: boolean } | undefined {
  const value = params.json('reply_parameters', "can't parse reply parameters JSON object");
  if (value === undefined) {
    const messageId = params.optionalInteger('reply_to_message_id');
    return messageId ? { messageId, maySendWithout: params.flag('allow_sending_without_reply') } : undefined;
  }
  if (!isRecord(value)) throw badRequest('object expected as reply parameters');
  const messageId = Number(value['message_id']);
  if (!Number.isInteger(messageId) || messageId <= 0) throw badRequest('message to be replied not found');
  return { messageId, maySendWithout: value['allow_sending_without_reply'] === true };
}
