import type { ServerResponse } from 'node:http';
import type { JsonAnswer } from './answer';

const CHUNK = Buffer.from(`${' '.repeat(65_535)}\n`);

/** To a client that has left, nothing is written. */
export function write(response: ServerResponse, answer: JsonAnswer): void {
  if (response.destroyed) return;
  const text = answer.text ?? JSON.stringify(answer.body);
  const headers = { 'content-type': 'application/json; charset=utf-8', ...answer.headers };
  response.writeHead(answer.status, { ...headers, 'content-length': String(Buffer.byteLength(text)) }).end(text);
}

/** Ends the connection with a reset instead of an answer. */
export function cut(response: ServerResponse): void {
  const { socket } = response;
  if (socket !== null && !socket.destroyed) socket.resetAndDestroy();
}

/** An answer followed by blanks up to `bytes`, or without end: until the client leaves or the simulator restarts. */
export async function flood(response: ServerResponse, answer: JsonAnswer, bytes: number, signal: AbortSignal): Promise<{ status: number; reason: null }> {
  response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8', ...answer.headers });
  const body = answer.text ?? JSON.stringify(answer.body);
  response.write(body.slice(0, -1));
  let left = bytes;
  while (left > 0 && !response.destroyed && !signal.aborted) {
    left -= CHUNK.length;
    if (!response.write(CHUNK)) await drained(response, signal);
  }
  if (left <= 0) response.end(body.slice(-1));
  else cut(response);
  return { status: answer.status, reason: null };
}

function drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      for (const event of ['drain', 'close', 'error']) response.off(event, go);
      signal.removeEventListener('abort', go);
      resolve();
    };
    for (const event of ['drain', 'close', 'error']) response.once(event, go);
    signal.addEventListener('abort', go, { once: true });
  });
}
