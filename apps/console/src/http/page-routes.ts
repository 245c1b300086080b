import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { view } from './error-reply';

/** Stands in the built page where the nonce of the answer goes. */
const NONCE = '__CSP_NONCE__';

/** The built React page: its files under names that change with their content, and one document for all addresses of the page. */
export async function pageRoutes(app: FastifyInstance, folder: string): Promise<void> {
  const file = join(folder, 'index.html');
  const document = existsSync(file) ? readFileSync(file, 'utf8') : null;
  if (document !== null) {
    await app.register(staticFiles, { root: join(folder, 'assets'), prefix: '/assets/', immutable: true, maxAge: '1y', index: false });
  }
  const send = (reply: FastifyReply): FastifyReply =>
    document === null
      ? reply.code(503).send(view('PAGE_NOT_BUILT', 'the page is not built: run npm run build'))
      : reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(document.replaceAll(NONCE, reply.cspNonce.style));

  app.get('/', { config: { access: 'anyone' } }, (_request, reply) => send(reply));
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !/^\/(api|assets|raw)(\/|$)/.test(request.url);
    return isPage ? send(reply) : reply.code(404).send(view('REQUEST_INVALID', `there is no ${request.method} ${request.url.split('?')[0] ?? ''}`));
  });
}
