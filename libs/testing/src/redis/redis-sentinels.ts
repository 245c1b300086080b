import { waitFor } from '../wait-for';
import { startRedis, type TestRedis } from './redis-server';

export interface TestSentinels {
  /** Of the sentinels. */
  readonly urls: readonly string[];
  readonly masterName: string;
  /** The master that it begins with. */
  readonly master: TestRedis;
  readonly replicas: readonly TestRedis[];
  remove(): Promise<void>;
}

const NAME = 'shop';
const SENTINELS = 3;
const QUORUM = 2;

/** A master with two replicas, and three sentinels that put a replica in its place when it has been away for `downAfterMs`. All real, on loopback. */
export async function startRedisSentinels({ downAfterMs = 1_000 } = {}): Promise<TestSentinels> {
  const servers: TestRedis[] = [];
  const started = async (options: Parameters<typeof startRedis>[0]): Promise<TestRedis> => {
    const server = await startRedis(options);
    servers.push(server);
    return server;
  };
  const remove = async (): Promise<void> => void (await Promise.all(servers.map((server) => server.remove())));
  try {
    const settings = ['--repl-diskless-sync-delay', '0'];
    const master = await started({ appendonly: true, settings });
    const replicas = [1, 2].map(() => started({ appendonly: true, settings: [...settings, '--replicaof', '127.0.0.1', String(master.port)] }));
    const following = await Promise.all(replicas);
    for (const replica of following) await waitFor(async () => (await replica.command('INFO replication')).includes('master_link_status:up'), { what: 'a replica to follow' });
    const sentinel = [
      `sentinel monitor ${NAME} 127.0.0.1 ${master.port} ${QUORUM}`,
      `sentinel down-after-milliseconds ${NAME} ${downAfterMs}`,
      `sentinel failover-timeout ${NAME} 10000`,
    ].join('\n');
    const sentinels = await Promise.all(Array.from({ length: SENTINELS }, () => started({ sentinel })));
    for (const one of sentinels) {
      await waitFor(async () => (await one.command(`SENTINEL CKQUORUM ${NAME}`)).startsWith(`+OK ${SENTINELS} usable`), { what: 'the sentinels to know each other', timeoutMs: 20_000 });
      await waitFor(async () => (await one.command(`SENTINEL MASTER ${NAME}`)).includes('num-slaves\r\n$1\r\n2'), { what: 'the sentinels to know the replicas', timeoutMs: 20_000 });
    }
    return { urls: sentinels.map(({ url }) => url), masterName: NAME, master, replicas: following, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
