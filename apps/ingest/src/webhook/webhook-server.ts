import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { addStatusRoutes, type Clock, type Health, type Logger, type Metrics } from '@ownerbot/runtime';
import { PayloadInvalidError, QueueUnavailableError, type Producer } from '@ownerbot/queues';
import { readUpdate, WEBHOOK_PATH } from '@ownerbot/telegram';
import type { BacklogGate } from '../backlog-gate';
import { inboxJob } from '../inbox-job';
import type { IngestMetrics, RefusalReason } from '../ingest-metrics';
import { SECRET_HEADER, secretGuard } from './secret-guard';

export interface WebhookParts {
  readonly botId: string;
  readonly secret: string;
  readonly producer: Producer;
  readonly gate: BacklogGate;
}

export interface IngestServerOptions {
  readonly health: Health;
  readonly metrics: Metrics;
  readonly counts: IngestMetrics;
  readonly clock: Clock;
  readonly log: Logger;
  /** Absent in polling mode: then there is no webhook route. */
  readonly webhook?: WebhookParts;
}

const BODY_LIMIT_BYTES = 1_048_576;
/** A client that sends its request slower than this is cut off. */
const REQUEST_LIMIT_MS = 10_000;
const RETRY_AFTER_SEC = 1;
const OTHER_METHODS = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const REASON_OF_STATUS: Readonly<Record<number, RefusalReason>> = { 400: 'not-json', 413: 'too-large', 415: 'media-type' };

/** The one HTTP server of ingest: the webhook, where there is one, and the status routes. */
export function createIngestServer(options: IngestServerOptions): FastifyInstance {
  const { health, metrics, counts, log, webhook } = options;
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_LIMIT_MS,
    exposeHeadRoutes: false,
    onProtoPoisoning: 'remove',
    onConstructorPoisoning: 'ignore',
    forceCloseConnections: 'idle',
    // A request whose HTTP cannot be parsed has no route; the connection is answered and closed.
    clientErrorHandler(_error, socket) {
      counts.refused('broken-request');
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
      else socket.destroy();
    },
  });
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500;
    const reason = REASON_OF_STATUS[status] ?? 'defect';
    if (reason === 'defect') log.error('request_failed', { error });
    return refuse(reply, status, reason);
  });
  addStatusRoutes(app, health, metrics);
  if (webhook !== undefined) addWebhook(webhook);
  return app;

  function addWebhook({ botId, secret, producer, gate }: WebhookParts): void {
    const isSecret = secretGuard(secret);

    // `onRequest` runs before the body is read: whoever does not know the secret makes us read nothing.
    const guard = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      if (!isSecret(request.headers[SECRET_HEADER])) await refuse(reply, 401, 'secret');
    };

    app.post(WEBHOOK_PATH, { onRequest: guard }, async (request, reply) => {
      const update: unknown = request.body;
      const facts = readUpdate(update);
      if (facts === null) return refuse(reply, 400, 'not-an-update');
      const open = gate.isOpen();
      if (!(typeof open === 'boolean' ? open : await open)) return refuse(reply, 503, 'overloaded');
      try {
        await producer.add(inboxJob(botId, facts, update as object, options.clock.now()));
      } catch (error) {
        if (error instanceof QueueUnavailableError) {
          log.warn('update_not_stored', { updateId: facts.updateId, error });
          return refuse(reply, 503, 'queue-away');
        }
        // What cannot be written as a job will never be: asking Telegram to send it again would block the chat.
        if (error instanceof PayloadInvalidError || error instanceof RangeError) return refuse(reply, 400, 'not-an-update');
        throw error;
      }
      counts.stored('webhook', 1);
      counts.acknowledged(reply.elapsedTime / 1_000);
      return reply.code(200).send();
    });

    app.route({
      method: OTHER_METHODS,
      url: WEBHOOK_PATH,
      onRequest: async (_request, reply) => {
        await refuse(reply.header('allow', 'POST'), 405, 'method');
      },
      handler: () => undefined,
    });
  }

  /** The body may not have been read, so the connection is of no more use. */
  function refuse(reply: FastifyReply, status: number, reason: RefusalReason): FastifyReply {
    counts.refused(reason);
    if (status === 503) return reply.code(503).header('retry-after', RETRY_AFTER_SEC).send({ refused: reason });
    return reply.code(status).header('connection', 'close').send({ refused: reason });
  }
}
