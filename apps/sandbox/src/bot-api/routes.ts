import type { FastifyInstance } from 'fastify';
import { bounds } from '../state/limits';
import { BotApiError, refusals } from './errors';
import { serveCall, type CallServices } from './call/serve-call';

interface CallPath {
  token: string;
  method: string;
}

/** The Bot API itself: `/bot<token>/<method>` and `/file/bot<token>/<path>`. https://core.telegram.org/bots/api#making-requests */
export function botApiRoutes(services: CallServices) {
  const { world } = services;
  return async (app: FastifyInstance): Promise<void> => {
    // Bodies are read by readCallInput, which mixes them with the query as Telegram does.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bounds.requestBytes }, (_request, body, done) => done(null, body));

    app.addHook('onRequest', async (request, reply) => {
      const { token } = request.params as Partial<CallPath>;
      if (token !== world.token) await refuse(reply, refusals.unauthorized());
    });
    app.setErrorHandler(async (error: { statusCode?: number }, _request, reply) => {
      if (error.statusCode === 413) return refuse(reply, refusals.tooLarge());
      if (error.statusCode && error.statusCode < 500) return refuse(reply, new BotApiError(error.statusCode, 'Bad Request'));
      services.onDefect(error);
      return refuse(reply, new BotApiError(500, 'Internal Server Error'));
    });

    app.route<{ Params: CallPath }>({
      method: ['GET', 'POST'],
      url: '/bot:token/:method',
      handler: (request, reply) => serveCall(services, request, reply, request.params.method),
    });
    app.get<{ Params: { token: string; '*': string } }>('/file/bot:token/*', async (request, reply) => {
      const file = world.files.byPath(request.params['*']);
      if (!file) return refuse(reply, refusals.unknownMethod());
      return reply.header('content-type', 'application/octet-stream').send(file.bytes);
    });
  };
}

interface Refusable {
  code(status: number): { send(body: unknown): unknown };
}

const refuse = (reply: Refusable, { errorCode, description }: BotApiError): unknown =>
  reply.code(errorCode).send({ ok: false, error_code: errorCode, description });
