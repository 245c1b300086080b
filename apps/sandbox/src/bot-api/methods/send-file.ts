import { limits } from '../../state/limits';
import { photoComplaint } from '../../state/files/check-photo';
import type { FileKind, StoredFile } from '../../state/files/file-store';
import { mediaOf } from '../../state/files/media';
import { writePost } from '../../state/write-post';
import type { World } from '../../state/world';
import { badRequest, refusals } from '../errors';
import { findRoom } from '../read/find-room';
import { readFormattedText } from '../read/formatted-text';
import { readKeyboard } from '../read/keyboard';
import type { Method } from '../method';
import type { Params } from '../read/params';
import { readReply } from '../read/read-reply';

/** https://core.telegram.org/bots/api#sendphoto: PNG, JPEG, WebP or GIF of at most 10 MB. */
export const sendPhoto: Method = (context) => sendFile('photo', context);

/** https://core.telegram.org/bots/api#senddocument: at most 50 MB. */
export const sendDocument: Method = (context) => sendFile('document', context);

function sendFile(kind: 'photo' | 'document', { world, params }: Parameters<Method>[0]): unknown {
  const room = findRoom(world, params);
  const caption = readFormattedText(params, { text: 'caption', entities: 'caption_entities' }, limits.captionUnits);
  const reply_markup = readKeyboard(params);
  const reply_to_message = readReply(params, room);
  const file = takeFile(world, kind, params);
  return writePost(world, room, world.bot, {
    ...mediaOf(file),
    ...(caption?.text && { caption: caption.text }),
    ...(caption && caption.entities.length > 0 && { caption_entities: caption.entities }),
    ...(reply_to_message && { reply_to_message }),
    ...(reply_markup && { reply_markup }),
  }).message;
}

/** The file of the call: uploaded under its field or as `attach://name`, or one that the sandbox has, by its id. */
function takeFile(world: World, kind: Exclude<FileKind, 'voice'>, params: Params): StoredFile {
  const named = params.text(kind);
  const attached = named?.startsWith('attach://') ? named.slice('attach://'.length) : undefined;
  const upload = params.upload(attached ?? kind);
  if (upload) {
    if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
    if (upload.bytes.length > limits.documentBytes) throw refusals.tooLarge();
    const complaint = kind === 'photo' ? photoComplaint(upload.bytes) : undefined;
    if (complaint) throw badRequest(complaint);
    return world.files.add({ kind, bytes: upload.bytes, name: upload.name, mimeType: upload.mimeType || undefined });
  }
  if (!named) throw badRequest(`there is no ${kind} in the request`);
  if (/^https?:\/\//i.test(named)) throw badRequest('failed to get HTTP URL content');
  const known = world.files.byId(named);
  if (!known) throw badRequest('wrong file identifier/HTTP URL specified');
  if (known.kind !== kind) throw badRequest(`can't use file of type ${capital(known.kind)} as ${capital(kind)}`);
  return known;
}

const capital = (kind: FileKind): string => kind.charAt(0).toUpperCase() + kind.slice(1);
