import type { FastifyInstance } from 'fastify';
import { InvalidError, UnknownError } from '../../errors';
import { readCallInput, type CallInput } from '../../http/read-body';
import type { FileKind } from '../../state/files/file-store';
import { bounds } from '../../state/limits';
import type { World } from '../../state/world';
import { findMember, findOpenRoom } from '../actions/find';
import { deedView, sendFile } from '../actions/write';
import { schemas } from '../schemas';

/** Shown in the page; all else is offered for download, so that an uploaded page never runs here. */
const shownInline = /^(image\/(png|jpeg|gif|webp)|audio\/[\w.+-]+)$/;

/** Files that people send (multipart/form-data: `file`, `kind`, `caption`, `duration`, `from`), and all files for the page. */
export function fileRoute(world: World) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit: bounds.requestBytes }, (_request, body, done) => done(null, body));

    app.post<{ Params: { chat: number } }>('/chats/:chat/files', { schema: { params: schemas.chatPath } }, async (request, reply) => {
      const input = await readCallInput(new URLSearchParams(), request.body, request.headers['content-type']);
      const upload = input.uploads.get('file');
      if (!upload) throw new InvalidError('send multipart/form-data with the bytes in a field named file');
      const room = findOpenRoom(world, request.params.chat);
      const person = findMember(world, room, readNumber(input, 'from'));
      const deed = sendFile(world, room, person, {
        kind: readKind(input),
        bytes: upload.bytes,
        name: upload.name,
        mimeType: upload.mimeType || undefined,
        caption: input.params.get('caption'),
        durationSec: readNumber(input, 'duration'),
      });
      return reply.code(201).send(deedView(deed));
    });

    app.get<{ Params: { file: string } }>('/files/:file', async ({ params }, reply) => {
      const file = world.files.byId(params.file);
      if (!file) throw new UnknownError('file', params.file);
      const type = file.mimeType?.split(';')[0] ?? (file.kind === 'photo' ? 'image/jpeg' : 'application/octet-stream');
      const isShown = shownInline.test(type);
      const name = encodeURIComponent(file.name ?? file.path.split('/').at(-1) ?? 'file');
      return reply
        .header('content-type', isShown ? type : 'application/octet-stream')
        .header('content-disposition', `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
        .header('cache-control', 'private, max-age=3600')
        .send(file.bytes);
    });
  };
}

function readKind({ params }: CallInput): FileKind {
  const kind = params.get('kind') ?? 'document';
  if (kind === 'voice' || kind === 'photo' || kind === 'document') return kind;
  throw new InvalidError('kind is voice, photo or document');
}

function readNumber({ params }: CallInput, name: string): number | undefined {
  const value = params.get(name);
  if (value === undefined || value === '') return undefined;
  const number = Math.round(Number(value));
  if (!Number.isSafeInteger(number)) throw new InvalidError(`${name} is a number`);
  return number;
}
