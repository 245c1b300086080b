import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the page: the files of one folder as they are, read at the start, and nothing else. */
export function pageRoutes(folder: string) {
  return async (app: FastifyInstance): Promise<void> => {
    for (const path of listFiles(folder)) {
      const type = types[extname(path)];
      if (!type) continue;
      const bytes = readFileSync(join(folder, path));
      app.get(path === 'index.html' ? '/' : `/${path}`, async (_request, reply) =>
        reply
          .header('content-type', type)
          .header('cache-control', 'no-cache')
          .header('content-security-policy', policy)
          .header('x-content-type-options', 'nosniff')
          .header('referrer-policy', 'no-referrer')
          .send(bytes),
      );
    }
  };
}

function listFiles(folder: string, under = ''): string[] {
  return readdirSync(join(folder, under), { withFileTypes: true }).flatMap((entry) => {
    const path = under ? `${under}/${entry.name}` : entry.name;
    return entry.isDirectory() ? listFiles(folder, path) : [path];
  });
}
