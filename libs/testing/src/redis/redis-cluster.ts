import { createServer } from 'node:net';
import { freePort } from '../net/free-port';
import { waitFor } from '../wait-for';
import { startRedis, type TestRedis } from './redis-server';

export interface TestShard {
  readonly master: TestRedis;
  readonly replica: TestRedis;
  /** The slots that the master begins with. */
  readonly slots: readonly [first: number, last: number];
}

export interface TestCluster {
  /** Every node, for a client to begin with. */
  readonly urls: readonly string[];
  readonly shards: readonly TestShard[];
  remove(): Promise<void>;
}

const MASTERS = 3;
const SLOTS = 16_384;
/** The nodes talk to each other here, beside the port for clients. */
const BUS_OFFSET = 10_000;
const LAST_PORT = 65_535;

/**
 * A real cluster on loopback: three masters that share the slots, each with one replica. A master that is away for `nodeTimeoutMs` is given
 * up, and its replica takes its place about a second later. The other masters go on meanwhile.
 */
export async function startRedisCluster({ nodeTimeoutMs = 1_500 } = {}): Promise<TestCluster> {
  const settings = [
    ...['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1', '--cluster-node-timeout', String(nodeTimeoutMs)],
    ...['--cluster-require-full-coverage', 'no', '--cluster-replica-validity-factor', '0', '--repl-diskless-sync-delay', '0'],
  ];
  const nodes: TestRedis[] = [];
  const remove = async (): Promise<void> => void (await Promise.all(nodes.map((node) => node.remove())));
  try {
    for (let count = 0; count < 2 * MASTERS; count += 1) nodes.push(await startRedis({ appendonly: true, settings, port: await freeClusterPort() }));
    const shards = await join(nodes);
    return { urls: nodes.map(({ url }) => url), shards, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function join(nodes: readonly TestRedis[]): Promise<TestShard[]> {
  const [first, ...others] = nodes;
  const masters = nodes.slice(0, MASTERS);
  const slotsOf = (index: number): [number, number] => [Math.floor((index * SLOTS) / MASTERS), Math.floor(((index + 1) * SLOTS) / MASTERS) - 1];
  for (const [index, node] of nodes.entries()) await node.command(`CLUSTER SET-CONFIG-EPOCH ${index + 1}`);
  for (const [index, master] of masters.entries()) await master.command(`CLUSTER ADDSLOTSRANGE ${slotsOf(index).join(' ')}`);
  for (const other of others) await first?.command(`CLUSTER MEET 127.0.0.1 ${other.port}`);
  await all(nodes, 'CLUSTER INFO', `cluster_known_nodes:${nodes.length}`, 'the nodes to know each other');
  for (const [index, replica] of nodes.slice(MASTERS).entries()) {
    const id = /[0-9a-f]{40}/.exec((await masters[index]?.command('CLUSTER MYID')) ?? '')?.[0] ?? '';
    await waitFor(async () => (await replica.command(`CLUSTER REPLICATE ${id}`)).startsWith('+OK'), { what: 'a replica to know its master' });
  }
  await all(nodes, 'CLUSTER INFO', 'cluster_state:ok', 'the cluster to be ready');
  await all(nodes.slice(MASTERS), 'INFO replication', 'master_link_status:up', 'the replicas to follow');
  return masters.flatMap((master, index) => {
    const replica = nodes[MASTERS + index];
    return replica === undefined ? [] : [{ master, replica, slots: slotsOf(index) }];
  });
}

async function all(nodes: readonly TestRedis[], question: string, answer: string, what: string): Promise<void> {
  for (const node of nodes) await waitFor(async () => (await node.command(question)).includes(answer), { what, timeoutMs: 20_000 });
}

async function freeClusterPort(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (port + BUS_OFFSET <= LAST_PORT && (await isFree(port + BUS_OFFSET))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
