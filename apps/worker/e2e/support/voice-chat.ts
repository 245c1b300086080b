import { spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ScriptedAsr {
  readonly url: string;
  /** Sounds that it was asked to make text. */
  calls(): number;
  /** What it answers from now on. */
  answer(status: number, body: object): void;
  /** Answers come when `resume` is called. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

/** A transcriber that says what it is told to. */
export async function scriptedAsr(): Promise<ScriptedAsr> {
  let [status, body, calls] = [200, {}, 0];
  let paused: Promise<void> | null = null;
  let resume = (): void => undefined;
  const server: Server = createServer((request, response) => {
    request.resume();
    request.on('end', () => void reply(request.url ?? ''));

    async function reply(path: string): Promise<void> {
      response.setHeader('content-type', 'application/json');
      if (path === '/health') return void response.end('{"status":"ok"}');
      calls += 1;
      await paused;
      response.writeHead(status).end(JSON.stringify(body));
    }
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => calls,
    answer: (nextStatus, nextBody) => {
      [status, body] = [nextStatus, nextBody];
    },
    pause: () => {
      paused = new Promise((go) => (resume = go));
    },
    resume: () => {
      resume();
      paused = null;
    },
    async stop() {
      resume();
      server.closeAllConnections();
      await new Promise((stopped) => server.close(stopped));
    },
  };
}

let pitch = 300;

/** A note of its own bytes, as Telegram's apps record it: Opus in Ogg. */
export function aNote(seconds = 1): Buffer {
  pitch += 7;
  const { status, stdout, stderr } = spawnSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-f', 'lavfi', '-i', `sine=frequency=${pitch}:duration=${seconds}`, '-c:a', 'libopus', '-f', 'ogg', 'pipe:1'], { maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(String(stderr));
  return stdout;
}
