import { spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { knownSounds, type SpokenNote } from '@ownerbot/testing';

export interface ScriptedAsr {
  readonly url: string;
  /** Sounds that it was asked to make text. */
  calls(): number;
  /** From now on it listens: it says what the sound says, if it is one of these notes, and refuses any other. */
  hears(note: SpokenNote, confidence?: number | null): void;
  /** From now on it answers this, whatever it is given. */
  answer(status: number, body: object | string, headers?: Readonly<Record<string, string>>): void;
  /** From now on somebody else answers for it. */
  forward(url: string): void;
  /** Answers come when `resume` is called. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

type Answerer = (form: Buffer, contentType: string) => Promise<{ readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> }>;

const JSON_TYPE = { 'content-type': 'application/json' };
const saying = (status: number, body: object | string, headers: Readonly<Record<string, string>> = {}): Answerer => () =>
  Promise.resolve({ status, body: typeof body === 'string' ? body : JSON.stringify(body), headers });

/** A transcriber of the `http` contract that knows the notes of a test by their sound, or fails as it is told to. */
export async function scriptedAsr(): Promise<ScriptedAsr> {
  const sounds = knownSounds();
  let calls = 0;
  let answerer: Answerer = saying(503, { detail: 'nobody has told it anything' });
  let paused: Promise<void> | null = null;
  let resume = (): void => undefined;
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void reply(request.url ?? '', Buffer.concat(chunks), request.headers['content-type'] ?? ''));

    async function reply(path: string, form: Buffer, contentType: string): Promise<void> {
      if (path === '/health') return void response.writeHead(200, JSON_TYPE).end('{"status":"ok"}');
      calls += 1;
      await paused;
      const { status, body, headers } = await answerer(form, contentType);
      response.writeHead(status, { ...JSON_TYPE, ...headers }).end(body);
    }
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => calls,
    hears(note, confidence = 0.95) {
      sounds.learn(note);
      answerer = (form) => {
        const text = sounds.textOf(form.subarray(form.indexOf('RIFF')));
        return text === null ? saying(422, { detail: 'an unknown sound' })(form, '') : saying(200, { text, ...(confidence === null ? {} : { confidence }) })(form, '');
      };
    },
    answer: (status, body, headers) => void (answerer = saying(status, body, headers)),
    forward(url) {
      answerer = async (form, contentType) => {
        const answer = await fetch(`${url}/transcribe`, { method: 'POST', headers: { 'content-type': contentType }, body: new Uint8Array(form) });
        return { status: answer.status, body: await answer.text() };
      };
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

/** A tone of its own bytes in the form of a note, for what its words do not matter. */
export function aNote(seconds = 1): Buffer {
  pitch += 7;
  const { status, stdout, stderr } = spawnSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-f', 'lavfi', '-i', `sine=frequency=${pitch}:duration=${seconds}`, '-c:a', 'libopus', '-f', 'ogg', 'pipe:1'], { maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(String(stderr));
  return stdout;
}
