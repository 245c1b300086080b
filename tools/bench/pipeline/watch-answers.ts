import { apiOk, waitFor, type ScriptedBotApi } from '@ownerbot/testing';
import { figuresOf, type Figures } from '../parts/figures';
import type { Post } from './post-steadily';

export interface AnswerWatch {
  /** Waits until every post is answered; times from the POST to the arrival of its answer. Those of the first `warmUp` do not count. */
  timesOf(posts: readonly Post[], options: { readonly warmUp: number; readonly withinMs: number }): Promise<Figures>;
}

/** Notes when each message arrives at the Bot API. Messages that `isOther` says are none of the answers are handed to it and not counted. */
export function watchAnswers(botApi: ScriptedBotApi, isOther: (text: string, at: number) => boolean = () => false): AnswerWatch {
  const arrivals = new Map<string, number[]>();
  let answered = 0;
  let awaited = 0;
  let lastMessageId = 0;
  botApi.always('sendMessage', ({ params }) => {
    const chatId = params['chat_id'] ?? '';
    const at = performance.now();
    lastMessageId += 1;
    if (!isOther(params['text'] ?? '', at)) {
      answered += 1;
      arrivals.set(chatId, [...(arrivals.get(chatId) ?? []), at]);
    }
    return apiOk({ message_id: lastMessageId, date: 1, chat: { id: Number(chatId), type: 'private' } });
  });
  return {
    async timesOf(posts, { warmUp, withinMs }) {
      awaited += posts.length;
      await waitFor(() => answered >= awaited, { what: 'every update to be answered', timeoutMs: withinMs });
      // Answers keep the order of their chat, and nothing here is sent twice.
      const timesMs = posts.map(({ chatId, at }) => (arrivals.get(chatId)?.shift() ?? NaN) - at).slice(warmUp);
      const seconds = ((posts.at(-1)?.at ?? 0) - (posts[warmUp]?.at ?? 0)) / 1_000;
      return figuresOf(timesMs.length, Math.max(seconds, 1e-3), timesMs);
    },
  };
}
