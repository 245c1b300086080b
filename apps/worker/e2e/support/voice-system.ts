import { sql } from '@ownerbot/storage';
import { sendFile, startSystem, SYSTEM_OWNER, waitFor, type SandboxPost, type SentFile, type System } from '@ownerbot/testing';
import { ownerChat, textOf, type OwnerChat } from './owner-chat';
import { scriptedAsr, type ScriptedAsr } from './voice-chat';

/** The whole system with a transcriber that a test scripts, and a chat to speak in. */
export interface VoiceSystem {
  readonly system: System;
  readonly asr: ScriptedAsr;
  readonly chat: OwnerChat;
  say(bytes: Uint8Array, more?: SentFile): Promise<void>;
  /** How many posts there are by now. */
  count(): Promise<number>;
  /** What the bot has written since, once there is so much of it and none of it tells of work. */
  since(count: number, howMany: number): Promise<SandboxPost[]>;
  /** The first post that comes of it. */
  answerTo(send: () => Promise<void>): Promise<SandboxPost>;
  /** Once the chat waits for a voice message. */
  untilItWaits(): Promise<void>;
  stop(): Promise<void>;
}

const OF_WORK = /^(Слушаю|Считаю|Ищу|Собираю|Работаю)/;

export async function startVoiceSystem(backend: 'postgres' | 'redis', env: Readonly<Record<string, string>> = {}): Promise<VoiceSystem> {
  const asr = await scriptedAsr();
  const system = await startSystem({ backend, env: { ASR_PROVIDER: 'http', ASR_HTTP_BASE_URL: asr.url, ASR_MAX_RETRIES: '0', ...env } });
  const chat = ownerChat(system, SYSTEM_OWNER);
  const count = async (): Promise<number> => (await chat.posts()).length;
  const since = (before: number, howMany: number): Promise<SandboxPost[]> =>
    waitFor(
      async () => {
        const posts = (await chat.posts()).slice(before);
        return posts.length >= howMany && posts.every((post) => !OF_WORK.test(textOf(post))) ? posts : undefined;
      },
      { what: `${howMany} answers`, timeoutMs: 40_000, everyMs: 50 },
    );
  return {
    system,
    asr,
    chat,
    say: async (bytes, more = {}) => void (await sendFile(system, SYSTEM_OWNER, bytes, more)),
    count,
    since,
    async answerTo(send) {
      const before = await count();
      await send();
      const [post] = await since(before, 1);
      if (post === undefined) throw new Error('no answer');
      return post;
    },
    untilItWaits: async () => void (await waitFor(async () => (await system.db.query(sql`select 1 from sessions where jsonb_typeof(state -> 'awaits') = 'object'`)).length > 0, { what: 'the chat to wait' })),
    async stop() {
      await system.stop();
      await asr.stop();
    },
  };
}
