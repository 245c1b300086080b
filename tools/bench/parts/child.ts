import { fork } from 'node:child_process';
import path from 'node:path';

const CPU = 'cpu';
const STOP_WITHIN_MS = 5_000;

interface Cpu {
  readonly cpuSeconds: number;
}

function isCpu(message: unknown): message is Cpu {
  return typeof message === 'object' && message !== null && 'cpuSeconds' in message;
}

/** A process of the bench's own, which says each thing that it was told to say in one message. */
export interface Child<Said> {
  /** The next message. Rejects when the process ends first or time runs out. */
  next(withinMs: number): Promise<Said>;
  /** CPU time that it has used so far. */
  cpuSeconds(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts `program` (a path below `dist/tools/bench`, without its ending) and hands it its orders. */
export function startChild<Said>(program: string, orders: object): Child<Said> {
  const file = path.resolve(__dirname, '..', `${program}.js`);
  const child = fork(file, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' });
  const said: Said[] = [];
  const waiting: ((message: Said) => void)[] = [];
  child.on('message', (message) => {
    if (isCpu(message)) return;
    const next = waiting.shift();
    if (next === undefined) said.push(message as Said);
    else next(message as Said);
  });
  const ended = new Promise<string>((resolve) => child.once('exit', (code, signal) => resolve(String(code ?? signal))));
  child.send(orders);
  return {
    async next(withinMs) {
      const known = said.shift();
      if (known !== undefined) return known;
      let timer: NodeJS.Timeout | undefined;
      try {
        return await Promise.race([
          new Promise<Said>((resolve) => waiting.push(resolve)),
          ended.then((how) => Promise.reject(new Error(`${program} ended with ${how}`))),
          new Promise<never>((_resolve, reject) => {
            timer = setTimeout(() => reject(new Error(`${program} said nothing for ${withinMs} ms`)), withinMs);
          }),
        ]);
      } finally {
        clearTimeout(timer);
      }
    },
    cpuSeconds() {
      child.send(CPU);
      return new Promise((resolve) => {
        const hear = (message: unknown) => {
          if (!isCpu(message)) return;
          child.off('message', hear);
          resolve(message.cpuSeconds);
        };
        child.on('message', hear);
      });
    },
    async stop() {
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      if (child.connected) child.disconnect();
      await ended;
      clearTimeout(timer);
    },
  };
}

/** The other side: waits for the orders, works, says what came of it. */
export function obey<Orders>(work: (orders: Orders, say: (message: object) => void) => Promise<void>): void {
  const say = (message: object) => void process.send?.(message);
  process.on('message', (message) => {
    if (message !== CPU) return;
    const { user, system } = process.cpuUsage();
    say({ cpuSeconds: (user + system) / 1e6 } satisfies Cpu);
  });
  process.once('message', (orders) => {
    work(orders as Orders, say).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    });
  });
  process.once('disconnect', () => process.exit(0));
}
