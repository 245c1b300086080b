import type { LoadRequest } from './chaos-load';
import type { SandboxControl, SandboxPost } from './sandbox-control';

/** What a checker that sees only the chats found. Every list is empty when the promises hold. */
export interface AnswerFindings {
  readonly unanswered: readonly LoadRequest[];
  /** Answers that stand before the answer of an earlier request of their chat. */
  readonly outOfOrder: readonly string[];
  /** Answers that were sent more than once, with the times of their sends (Unix ms). */
  readonly repeated: readonly { readonly orderId: string; readonly sentAt: readonly number[] }[];
}

/** The posts of each chat; a chat that nobody has written in yet has none. */
export async function postsOfChats(sandbox: SandboxControl, chats: readonly string[]): Promise<Map<string, readonly SandboxPost[]>> {
  const known = new Set((await sandbox.call<{ chat: { id: number } }[]>('GET', '/chats')).map(({ chat }) => String(chat.id)));
  const posts = new Map<string, readonly SandboxPost[]>();
  for (const chat of chats) posts.set(chat, known.has(chat) ? await sandbox.posts(chat) : []);
  return posts;
}

/** Every answer over the demo shop says so; those of another source have its mark. */
const DEMO_MARK = 'DEMO';

/** Reads the bot's posts of each chat, as a person scrolls through it, and compares them with what was asked. */
export function checkAnswers(requests: readonly LoadRequest[], posts: ReadonlyMap<string, readonly SandboxPost[]>, source = DEMO_MARK): AnswerFindings {
  const unanswered: LoadRequest[] = [];
  const outOfOrder: string[] = [];
  const repeated: { orderId: string; sentAt: number[] }[] = [];
  for (const [chatId, chatPosts] of posts) {
    const asked = requests.filter((request) => request.chatId === chatId);
    const sends = sendsByOrder(chatPosts, source);
    let lastSeq = -1;
    for (const request of asked) {
      const found = sends.get(request.orderId);
      if (found === undefined) {
        unanswered.push(request);
        continue;
      }
      if (found.firstSeq < lastSeq) outOfOrder.push(`${chatId} ${request.orderId}`);
      lastSeq = Math.max(lastSeq, found.firstSeq);
      if (found.sentAt.length > 1) repeated.push({ orderId: request.orderId, sentAt: found.sentAt });
    }
  }
  return { unanswered, outOfOrder, repeated };
}

function sendsByOrder(posts: readonly SandboxPost[], source: string): Map<string, { firstSeq: number; sentAt: number[] }> {
  const sends = new Map<string, { firstSeq: number; sentAt: number[] }>();
  for (const post of posts) {
    const text = post.direction === 'out' ? (post.message.text ?? '') : '';
    const orderId = /OB-\d+/.exec(text)?.[0];
    // A progress message that was never edited into its answer has no source, so it is no answer.
    if (orderId === undefined || !text.includes(source)) continue;
    const known = sends.get(orderId);
    if (known === undefined) sends.set(orderId, { firstSeq: post.seq, sentAt: [post.at] });
    else known.sentAt.push(post.at);
  }
  return sends;
}
