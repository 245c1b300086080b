import { findEntities } from '../../bot-api/html/find-entities';
import { InvalidError } from '../../errors';
import { photoComplaint } from '../../state/files/check-photo';
import type { NewFile } from '../../state/files/file-store';
import { limits } from '../../state/limits';
import { mediaOf } from '../../state/files/media';
import type { Post, Room } from '../../state/room';
import type { Update, User } from '../../state/telegram-types';
import type { World } from '../../state/world';
import { editPost, quoteOf, writePost, type MessageContent } from '../../state/write-post';
import { findLivePost } from './find';

/** What a person did: the message, and the update that tells the bot; none when the bot did not ask for its kind or is blocked. */
export interface Deed {
  post: Post;
  update: Update | undefined;
}

/** What the control API answers to a deed. */
export const deedView = ({ post, update }: Deed) => ({ update_id: update?.update_id ?? null, message: post.message });

/** A person writes a text of 1..4096 characters. */
export function writeText(world: World, room: Room, person: User, text: string, replyTo?: number): Deed {
  checkLength(text, limits.textUnits);
  const entities = findEntities(text);
  return deliver(world, room, person, { text, ...(entities.length > 0 && { entities }) }, replyTo);
}

export interface PersonsFile extends NewFile {
  caption?: string;
  durationSec?: number;
}

/** A person sends a voice note, a photo or a document. */
export function sendFile(world: World, room: Room, person: User, file: PersonsFile): Deed {
  // A photo is measured; of a sound or a document nothing may have been recorded.
  if (file.bytes.length === 0 && file.kind === 'photo') throw new InvalidError('the file is empty');
  if (file.bytes.length > limits.documentBytes) throw new InvalidError(`the file is larger than ${limits.documentBytes} bytes`);
  const complaint = file.kind === 'photo' ? photoComplaint(file.bytes) : undefined;
  if (complaint) throw new InvalidError(complaint);
  const { caption, durationSec, ...stored } = file;
  if (caption) checkLength(caption, limits.captionUnits);
  return deliver(world, room, person, { ...mediaOf(world.files.add(stored), durationSec), ...(caption && { caption }) });
}

/** A person edits what they wrote. */
export function editText(world: World, room: Room, messageId: number, text: string): Deed {
  checkLength(text, limits.textUnits);
  const post = findLivePost(room, messageId);
  if (post.direction === 'out' || post.message.text === undefined) throw new InvalidError('only a text of a person can be edited here');
  const entities = findEntities(text);
  const message = editPost(world, post, { text, entities: entities.length > 0 ? entities : undefined }, true);
  return { post, update: room.isBlocked ? undefined : world.updates.add('edited_message', message, String(room.chat.id)) };
}

function deliver(world: World, room: Room, person: User, content: MessageContent, replyTo?: number): Deed {
  const answered = replyTo === undefined ? undefined : findLivePost(room, replyTo).message;
  const post = writePost(world, room, person, { ...content, ...(answered && { reply_to_message: quoteOf(answered) }) });
  return { post, update: room.isBlocked ? undefined : world.updates.add('message', post.message, String(room.chat.id)) };
}

/** Telegram's apps count characters, so 4096 emoji are one message although they are twice as many code units. */
function checkLength(text: string, max: number): void {
  const characters = [...text].length;
  if (text.trim() === '') throw new InvalidError('the text is empty');
  if (characters > max) throw new InvalidError(`the text has ${characters} characters; ${max} are allowed in one message`);
}
