import { isIPv6, type AddressInfo } from 'node:net';
import { SIM_DEFAULTS, SIM_READER } from '@ownerbot/shop';
import Fastify, { type FastifyInstance } from 'fastify';
import { SandboxError } from '../errors';
import { guardOrigin } from '../control/guard-origin';
import { createExecuting } from './actions/executing';
import { controlRoutes } from './control/control-routes';
import { openSimDatabase } from './database/sim-database';
import { createSimStore } from './data/sim-store';
import { createFaultList } from './faults/fault-list';
import { seededRandom } from './faults/seeded-random';
import { createRequestLog, type LoggedRequest } from './log/request-log';
import { createPublicServer } from './public/public-server';
import { createRunning } from './public/running';
import { serveRequest, type PublicApi } from './public/serve-request';
import { createSimClock } from './sim-clock';
import type { Sim, SimAccess } from './sim';
import { createSisMachine, type SisMachine } from './sis-machine';

export interface SisOptions {
  readonly host?: string;
  /** Of the public API; 0, the default, picks a free one. */
  readonly port?: number;
  readonly controlHost?: string;
  readonly controlPort?: number;
  readonly seed?: string;
  readonly key?: string;
  /** Telegram ids that may act; empty: all. */
  readonly actors?: readonly number[];
  /** A fixed moment; otherwise time runs. */
  readonly now?: Date | null;
  /** Keeps the state over the end of the process. */
  readonly stateFile?: string;
  /** Keeps the shop in this database too, behind the views that SIS_DB_RO reads. */
  readonly databaseUrl?: string;
  /** The role that OwnerBot reads it with; a server has one for all its databases. */
  readonly databaseRole?: string;
  /** Told after every change of state, faults or port. */
  readonly onChange?: () => void;
  readonly onRequest?: (request: LoggedRequest) => void;
  readonly onDefect?: (error: unknown) => void;
}

export interface Sis {
  /** What a client wants as `SIS_BASE_URL`. */
  readonly url: string;
  /** The control API: `<controlUrl>/faults`, `<controlUrl>/restart` … */
  readonly controlUrl: string;
  readonly port: number;
  readonly controlPort: number;
  readonly key: string;
  /** What a client wants as `SIS_DATABASE_URL`; null without a database. */
  readonly readerUrl: string | null;
  readonly machine: SisMachine;
  /** Ends everything at once. Safe to call twice. */
  stop(): Promise<void>;
}

export const SIS_DEFAULTS = { ...SIM_DEFAULTS, host: '127.0.0.1', timezone: 'Europe/Berlin', databaseRole: SIM_READER } as const;

/**
 * Starts the simulated SIS (SIS API v1, section 12): its public API on one port, its control API on another.
 * @throws StateFileError, and the system's error for a port that is taken.
 */
export async function startSis(options: SisOptions = {}): Promise<Sis> {
  const { host = SIS_DEFAULTS.host, controlHost = host, seed = SIS_DEFAULTS.seed, key = SIS_DEFAULTS.key } = options;
  const { onChange: tell = () => undefined, onDefect = () => undefined, onRequest = () => undefined } = options;
  const random = seededRandom(seed);
  const clock = createSimClock(Date.now, options.now ?? null);
  const access: SimAccess = { key, shops: [1], actors: options.actors ?? [] };
  const onChange = (): void => {
    sim.database?.changed();
    tell();
  };
  const sim: Sim = {
    clock,
    store: createSimStore({ seed, stateFile: options.stateFile, now: clock.now, onChange }),
    faults: createFaultList(random, onChange),
    log: createRequestLog(onRequest),
    timezone: SIS_DEFAULTS.timezone,
    access,
    database: null,
  };
  const running = createRunning();
  const api: PublicApi = { sim, handling: { sim, executing: createExecuting() }, running, random, onDefect };
  const server = await createPublicServer({
    host,
    port: options.port ?? 0,
    serve: (request, response) => void serveRequest(api, request, response).catch(onDefect),
  });
  const url = urlOf(host, server.port);
  if (options.databaseUrl !== undefined) {
    const { databaseUrl, databaseRole = SIS_DEFAULTS.databaseRole } = options;
    sim.database = await openSimDatabase({ url: databaseUrl, role: databaseRole, password: key, sim, onDefect }).catch(async (error: unknown) => {
      await server.close();
      throw error;
    });
  }
  const machine = createSisMachine({ sim, server, running, seed, access, url, onChange, onDefect });
  try {
    const control = await startControl(machine, { host: controlHost, port: options.controlPort ?? 0, onDefect });
    const controlPort = (control.server.address() as AddressInfo).port;
    let stopped: Promise<unknown> | undefined;
    return {
      url,
      controlUrl: `${urlOf(controlHost, controlPort)}/sim`,
      port: server.port,
      controlPort,
      key,
      readerUrl: sim.database?.readerUrl ?? null,
      machine,
      async stop() {
        stopped ??= Promise.all([machine.stop(), control.close()]).then(() => sim.database?.stop());
        await stopped;
      },
    };
  } catch (error) {
    await machine.stop();
    await sim.database?.stop();
    throw error;
  }
}

async function startControl(machine: SisMachine, { host, port, onDefect }: { host: string; port: number; onDefect: (error: unknown) => void }): Promise<FastifyInstance> {
  const app = Fastify({ forceCloseConnections: true, ajv: { customOptions: { removeAdditional: false, allowUnionTypes: true } } });
  // Whoever asks for a change finds it in the database as well.
  app.addHook('onSend', async () => machine.sim.database?.settled());
  app.addHook('onRequest', async (request) => guardOrigin(request, isLoopback(host)));
  app.setErrorHandler(async (error: Error & { statusCode?: number }, _request, reply) => {
    const known = error instanceof SandboxError;
    const status = known ? error.status : (error.statusCode ?? 500);
    if (status >= 500) onDefect(error);
    return reply.code(status).send({ error: { code: known ? error.code : status < 500 ? 'INVALID' : 'INTERNAL', message: error.message } });
  });
  await app.register(controlRoutes(machine), { prefix: '/sim' });
  await app.listen({ host, port });
  return app;
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

function urlOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${isIPv6(name) ? `[${name}]` : name}:${port}`;
}
