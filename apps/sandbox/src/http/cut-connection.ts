import type { FastifyReply } from 'fastify';

/** Ends the connection with a reset instead of an answer. */
export function cutConnection(reply: FastifyReply): FastifyReply {
  reply.hijack();
  const { socket } = reply.raw;
  // resetAndDestroy exists for TCP alone, which is all that the sandbox listens on.
  if (socket) socket.resetAndDestroy();
  return reply;
}

/** Says nothing for `maxMs`, then resets; ends early when the caller hangs up or the server closes. */
export function hangUntilCut(reply: FastifyReply, maxMs: number): FastifyReply {
  reply.hijack();
  const timer = setTimeout(() => reply.raw.socket?.resetAndDestroy(), maxMs);
  reply.raw.once('close', () => clearTimeout(timer));
  return reply;
}
