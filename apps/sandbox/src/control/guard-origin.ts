import type { FastifyRequest } from 'fastify';
import { ForeignOriginError } from '../errors';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Refuses browsers that act for another site: the sandbox has no log-in, so any page that somebody opens could otherwise
 * write in its chats. A name that was bent to point here (DNS rebinding) is refused too while the sandbox is on loopback.
 */
export function guardOrigin(request: FastifyRequest, isOnLoopback: boolean): void {
  const host = request.headers.host ?? '';
  const name = host.replace(/:\d+$/, '').toLowerCase();
  if (isOnLoopback && !loopbackNames.has(name)) throw new ForeignOriginError();
  const { origin } = request.headers;
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host)) throw new ForeignOriginError();
}
