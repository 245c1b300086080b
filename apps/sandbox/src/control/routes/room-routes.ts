import type { FastifyInstance } from 'fastify';
import { InvalidError } from '../../errors';
import { postView, roomView } from '../../state/room';
import type { World } from '../../state/world';
import { findMember, findOpenRoom, findRoom } from '../actions/find';
import { migrateGroup, setBlocked } from '../actions/membership';
import { addGroup, addPerson, type NewGroup, type NewPerson } from '../actions/people';
import { pressButton } from '../actions/press';
import { deedView, editText, writeText } from '../actions/write';
import { schemas } from '../schemas';
import { fileRoute } from './file-route';

interface ChatPath {
  chat: number;
}

/** Persons and chats, and what people do in them. */
export function roomRoutes(world: World) {
  return async (app: FastifyInstance): Promise<void> => {
    app.post<{ Body: NewPerson }>('/persons', { schema: { body: schemas.person } }, async (request, reply) => {
      const { person, room } = addPerson(world, request.body);
      return reply.code(201).send({ person, ...roomView(room) });
    });

    app.post<{ Body: NewGroup }>('/chats', { schema: { body: schemas.group } }, async (request, reply) =>
      reply.code(201).send(roomView(addGroup(world, request.body))),
    );

    app.get('/chats', async () => [...world.rooms.values()].map(roomView));

    app.get<{ Params: ChatPath; Querystring: { after?: number; limit?: number } }>(
      '/chats/:chat/messages',
      { schema: { params: schemas.chatPath, querystring: schemas.transcriptQuery } },
      async ({ params, query }) => {
        const { after = 0, limit = 1000 } = query;
        const posts = [...findRoom(world, params.chat).posts.values()].filter((post) => post.seq > after);
        return posts.slice(-limit).map(postView);
      },
    );

    app.get<{ Params: ChatPath }>('/chats/:chat/commands', { schema: { params: schemas.chatPath } }, async ({ params }) => {
      const room = findRoom(world, params.chat);
      const person = world.persons.get([...room.memberIds][0] ?? 0);
      return world.commands.shownIn(room.chat, person?.language_code ?? '');
    });

    app.post<{ Params: ChatPath; Body: { text: string; from?: number; reply_to_message_id?: number } }>(
      '/chats/:chat/messages',
      { schema: { params: schemas.chatPath, body: schemas.message } },
      async ({ params, body }, reply) => {
        const room = findOpenRoom(world, params.chat);
        const deed = writeText(world, room, findMember(world, room, body.from), body.text, body.reply_to_message_id);
        return reply.code(201).send(deedView(deed));
      },
    );

    app.put<{ Params: ChatPath & { message: number }; Body: { text: string } }>(
      '/chats/:chat/messages/:message',
      { schema: { params: schemas.messagePath, body: schemas.edit } },
      async ({ params, body }) => deedView(editText(world, findOpenRoom(world, params.chat), params.message, body.text)),
    );

    app.post<{ Params: ChatPath; Body: { message_id: number; from?: number; data?: string; row?: number; column?: number } }>(
      '/chats/:chat/presses',
      { schema: { params: schemas.chatPath, body: schemas.press } },
      async ({ params, body }, reply) => {
        const room = findOpenRoom(world, params.chat);
        const person = findMember(world, room, body.from);
        const { press, update } = pressButton(world, room, person, body.message_id, readChoice(body));
        return reply.code(201).send({ update_id: update?.update_id ?? null, callback_query_id: press.id });
      },
    );

    app.put<{ Params: ChatPath; Body: { blocked: boolean; from?: number } }>(
      '/chats/:chat/blocked',
      { schema: { params: schemas.chatPath, body: schemas.blocked } },
      async ({ params, body }) => {
        const room = findOpenRoom(world, params.chat);
        const update = setBlocked(world, room, findMember(world, room, body.from), body.blocked);
        return { update_id: update?.update_id ?? null, ...roomView(room) };
      },
    );

    app.post<{ Params: ChatPath; Body: { from?: number } | undefined }>(
      '/chats/:chat/migrate',
      { schema: { params: schemas.chatPath } },
      async ({ params, body }, reply) => {
        const room = findOpenRoom(world, params.chat);
        return reply.code(201).send(roomView(migrateGroup(world, room, findMember(world, room, body?.from))));
      },
    );

    await app.register(fileRoute(world));
  };
}

function readChoice({ data, row, column }: { data?: string; row?: number; column?: number }): { data: string } | { row: number; column: number } {
  if (data !== undefined) return { data };
  if (row !== undefined && column !== undefined) return { row, column };
  throw new InvalidError('name the button by its data, or by row and column, counted from 0');
}
