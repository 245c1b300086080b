import type { FastifyReply } from 'fastify';
import { service, type Logger, type Service } from '@ownerbot/runtime';

/** Something that is looked at again and again, and sent to all pages that are open when it is another one than before. */
export interface LiveSource {
  readonly event: string;
  look(): Promise<unknown>;
}

export interface Live extends Service {
  /** Makes the reply a stream of server-sent events. `stays` is asked before each look: false ends the stream. */
  attach(reply: FastifyReply, stays: () => Promise<boolean>): Promise<void>;
}

export interface LiveOptions {
  readonly sources: readonly LiveSource[];
  readonly log: Logger;
  readonly everyMs?: number;
  /** More pages than these are sent away: each is an open connection. */
  readonly maxPages?: number;
}

const LOOK_EVERY_MS = 2_000;
const MAX_PAGES = 100;
/** Proxies cut a stream that says nothing. */
const WORD_EVERY_LOOKS = 7;

interface OpenPage {
  readonly reply: FastifyReply;
  readonly stays: () => Promise<boolean>;
}

/** Looks only while somebody watches, once for all of them. */
export function createLive({ sources, log, everyMs = LOOK_EVERY_MS, maxPages = MAX_PAGES }: LiveOptions): Live {
  const pages = new Set<OpenPage>();
  const latest = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  let looks = 0;

  async function look(): Promise<void> {
    looks += 1;
    for (const page of pages) if (!(await page.stays().catch(() => true))) end(page);
    if (pages.size === 0) return;
    for (const { event, look } of sources) {
      try {
        const data = JSON.stringify(await look());
        if (latest.get(event) === data) continue;
        latest.set(event, data);
        for (const page of pages) send(page, event, data);
      } catch (error) {
        log.warn('live_look_failed', { event, error });
      }
    }
    if (looks % WORD_EVERY_LOOKS === 0) for (const { reply } of pages) reply.raw.write(': still here\n\n');
  }

  function goOn(): void {
    timer = undefined;
    if (pages.size === 0) latest.clear();
    else timer = setTimeout(() => void look().finally(goOn), everyMs);
  }

  function send({ reply }: OpenPage, event: string, data: string): void {
    reply.raw.write(`event: ${event}\ndata: ${data}\n\n`);
  }

  function end(page: OpenPage): void {
    pages.delete(page);
    page.reply.raw.end();
  }

  return {
    ...service('live', {
      stop() {
        clearTimeout(timer);
        for (const page of pages) end(page);
        return Promise.resolve();
      },
    }),
    async attach(reply, stays) {
      if (pages.size >= maxPages) {
        await reply.code(503).send();
        return;
      }
      const page = { reply, stays };
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      reply.raw.write('retry: 3000\n\n');
      pages.add(page);
      reply.raw.once('close', () => pages.delete(page));
      for (const [event, data] of latest) send(page, event, data);
      if (timer === undefined) goOn();
      if (latest.size === 0) await look();
    },
  };
}
