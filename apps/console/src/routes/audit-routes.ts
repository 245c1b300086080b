import type { FastifyInstance } from 'fastify';
import { auditTypes, searchAudit, type AuditSeverity } from '@ownerbot/storage';
import type { AuditLine, PageView } from '../contract';
import type { ConsoleParts } from '../parts';
import { pageOf, readCursor } from './cursor';
import { exactly, PAGE_PROPERTIES } from './schemas';

interface Query {
  readonly limit?: number;
  readonly cursor?: string;
  readonly eventType?: string;
  readonly severity?: AuditSeverity;
  readonly correlationId?: string;
  readonly chatId?: string;
  readonly since?: string;
  readonly until?: string;
}

const PAGE = 50;
const ID = /^\d{1,18}$/;

const QUERY = exactly({
  ...PAGE_PROPERTIES,
  eventType: { type: 'string', maxLength: 100 },
  severity: { type: 'string', enum: ['info', 'warning', 'error'] },
  correlationId: { type: 'string', maxLength: 200 },
  chatId: { type: 'string', pattern: '^-?\\d{1,16}$' },
  since: { type: 'string', format: 'date-time' },
  until: { type: 'string', format: 'date-time' },
});

/** The audit, newest first. */
export function auditRoutes(app: FastifyInstance, { db }: ConsoleParts): void {
  app.get<{ Querystring: Query }>('/api/audit', { schema: { querystring: QUERY } }, async ({ query: { limit = PAGE, cursor, since, until, ...search } }): Promise<PageView<AuditLine>> => {
    const [beforeId] = cursor === undefined ? [] : readCursor(cursor, [ID]);
    const found = await searchAudit(db, {
      ...search,
      since: since === undefined ? undefined : new Date(since),
      until: until === undefined ? undefined : new Date(until),
      beforeId,
      limit: limit + 1,
    });
    const { items, next } = pageOf(found, limit, ({ id }) => [id]);
    return { items: items.map((one) => ({ ...one, occurredAt: one.occurredAt.toISOString() })), total: null, next };
  });

  app.get('/api/audit/types', async (): Promise<{ items: readonly string[] }> => ({ items: await auditTypes(db) }));
}
