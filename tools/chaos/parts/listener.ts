import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A transcriber that knows by the pitch of a note what was said, however often and in whatever order it is asked. */
export interface Listener {
  readonly url: string;
  /** A note that says these words: Opus in Ogg, with bytes of its own. */
  note(words: string): Promise<Buffer>;
  /** Every answer takes so long. */
  slow(ms: number): void;
  away(isAway: boolean): void;
  stop(): Promise<void>;
}

const SAMPLE_RATE = 16_000;
const LOWEST_HZ = 400;
const STEP_HZ = 20;
const PITCHES = 200;

export async function startListener(): Promise<Listener> {
  const said = new Map<number, string>();
  let made = 0;
  let slowMs = 0;
  let isAway = false;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => void answer(Buffer.concat(parts)));

    async function answer(body: Buffer): Promise<void> {
      response.setHeader('content-type', 'application/json');
      if (request.url === '/health') return void response.end('{"status":"ok"}');
      if (isAway) return void response.writeHead(503).end('{"detail":"away"}');
      if (slowMs > 0) await delay(slowMs);
      const words = said.get(pitchOf(body)) ?? '';
      response.end(JSON.stringify({ text: words, confidence: 0.95 }));
    }
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async note(words) {
      const pitch = made % PITCHES;
      // What was heard once is kept by its bytes: a pitch that comes again lasts longer.
      const seconds = 1 + 0.05 * Math.floor(made / PITCHES);
      made += 1;
      said.set(pitch, words);
      return tone(LOWEST_HZ + STEP_HZ * pitch, seconds);
    },
    slow: (ms) => void (slowMs = ms),
    away: (value) => void (isAway = value),
    async stop() {
      server.closeAllConnections();
      await new Promise((stopped) => server.close(stopped));
    },
  };
}

async function tone(hertz: number, seconds: number): Promise<Buffer> {
  const args = ['-hide_banner', '-loglevel', 'error', '-f', 'lavfi', '-i', `sine=frequency=${hertz}:duration=${seconds.toFixed(2)}`, '-c:a', 'libopus', '-f', 'ogg', 'pipe:1'];
  const { stdout } = await promisify(execFile)('ffmpeg', args, { encoding: 'buffer', maxBuffer: 1_000_000 });
  return stdout;
}

/** The number of the pitch in a form with a WAV of 16-bit samples: how often the middle half of the sound crosses zero upwards. */
function pitchOf(form: Buffer): number {
  const header = form.indexOf('data', form.indexOf('WAVE'), 'latin1');
  if (header === -1) return -1;
  const first = header + 8;
  const count = Math.floor(Math.min(form.readUInt32LE(header + 4), form.length - first) / 2);
  const [from, to] = [Math.floor(count / 4), Math.floor((3 * count) / 4)];
  let crossings = 0;
  for (let at = from + 1; at < to; at += 1) if (form.readInt16LE(first + 2 * (at - 1)) < 0 && form.readInt16LE(first + 2 * at) >= 0) crossings += 1;
  return Math.round(((crossings * SAMPLE_RATE) / (to - from) - LOWEST_HZ) / STEP_HZ);
}
