import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { createOperations, makeToken, operatorEntry, readOperator } from '@ownerbot/operations';
import { createQueues, type BackendName, type Queues } from '@ownerbot/queues';
import { createHealth, createMetrics, deadlineIn, silentLogger, systemClock, type Clock } from '@ownerbot/runtime';
import { searchAudit, type Database } from '@ownerbot/storage';
import { startRedis, testDatabase } from '@ownerbot/testing';
import { createSessions } from '../auth/sessions';
import { createConsoleServer } from '../http/create-server';
import { createLive } from '../live/live';
import { createOverview } from '../overview/overview';
import type { UpstreamSettings } from '../parts';

export const TOKENS = { anna: makeToken(), boris: makeToken() };

/** A browser without a page: keeps its cookies, and sends the token for forms along. */
export interface Visitor {
  readonly cookies: Record<string, string>;
  csrf: string;
  get(url: string): Promise<LightMyRequestResponse>;
  send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object): Promise<LightMyRequestResponse>;
  inject(options: InjectOptions): Promise<LightMyRequestResponse>;
}

export interface ConsoleInTest {
  readonly app: FastifyInstance;
  readonly db: Database;
  readonly queues: Queues;
  visitor(): Promise<Visitor>;
  /** Anna is an operator, Boris a viewer. */
  loggedIn(name: keyof typeof TOKENS): Promise<Visitor>;
  /** Types and actions of what the audit holds, oldest first. */
  audited(): Promise<string[]>;
  close(): Promise<void>;
}

export interface ConsoleInTestOptions {
  readonly clock?: Clock;
  readonly upstream?: UpstreamSettings;
  readonly backend?: BackendName;
}

/** The console's server on a database and queues of its own; nothing listens. */
export async function consoleInTest({ clock = systemClock, upstream = { upstreamMode: 'DEMO', isModeToggleEnabled: true }, backend = 'postgres' }: ConsoleInTestOptions = {}): Promise<ConsoleInTest> {
  const database = await testDatabase();
  const db = database.open();
  const redis = backend === 'redis' ? await startRedis() : null;
  const queues = createQueues({ settings: { backend, databaseUrl: database.url, ...(redis === null ? {} : { redisUrl: redis.url }) }, log: silentLogger });
  await queues.migrate();
  const operations = createOperations({ db, queues, clock });
  const operators = [readOperator(operatorEntry('anna', 'operator', TOKENS.anna)), readOperator(operatorEntry('boris', 'viewer', TOKENS.boris))];
  const overview = createOverview({ db, queues, clock });
  const live = createLive({ log: silentLogger, sources: [{ event: 'overview', look: overview }], everyMs: 50 });
  const pageFolder = mkdtempSync(join(tmpdir(), 'console-page-'));
  writeFileSync(join(pageFolder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">');
  const parts = { db, queues, operations, live, overview, log: silentLogger, sessions: createSessions({ db, operators, clock }), upstream, clock, version: '1.2.3' };
  const app = await createConsoleServer({ parts, health: createHealth(), metrics: createMetrics(), pageFolder, csrfSecret: 'a secret of the tests' });
  await app.ready();

  async function visitor(): Promise<Visitor> {
    const cookies: Record<string, string> = {};
    const self: Visitor = {
      cookies,
      csrf: '',
      async inject(options) {
        const answer = await app.inject({ ...options, cookies });
        for (const { name, value } of answer.cookies as { name: string; value: string }[]) {
          if (value === '') delete cookies[name];
          else cookies[name] = value;
        }
        if (String(options.url).startsWith('/api/session') && answer.statusCode === 200) self.csrf = answer.json<{ csrf: string }>().csrf;
        return answer;
      },
      get: (url) => self.inject({ method: 'GET', url }),
      send: (method, url, body) => self.inject({ method, url, headers: { 'csrf-token': self.csrf }, ...(body === undefined ? {} : { payload: body }) }),
    };
    await self.get('/api/session');
    return self;
  }

  return {
    app, db, queues, visitor,
    async loggedIn(name) {
      const one = await visitor();
      const answer = await one.send('POST', '/api/session', { token: TOKENS[name] });
      if (answer.statusCode !== 200) throw new Error(`no login: ${answer.body}`);
      return one;
    },
    async audited() {
      const found = await searchAudit(db, { limit: 200 });
      return found.reverse().map(({ eventType, fields }) => `${eventType} ${String(fields['action'] ?? '')} ${String(fields['by'] ?? fields['actor'] ?? '')}`);
    },
    async close() {
      await live.stop(deadlineIn(500));
      await app.close();
      await queues.close();
      await redis?.remove();
      await database.drop();
      rmSync(pageFolder, { recursive: true });
    },
  };
}
