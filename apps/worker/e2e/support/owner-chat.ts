import { waitFor, type SandboxPost, type System } from '@ownerbot/testing';

const PATIENCE_MS = 30_000;

/** A chat as its owner sees it: what the bot wrote, and the buttons below. */
export interface OwnerChat {
  /** What the bot has written, as it stands now. */
  posts(): Promise<SandboxPost[]>;
  write(text: string): Promise<void>;
  /** Writes, and gives back the first new post. */
  ask(text: string): Promise<SandboxPost>;
  /** The newest post whose text matches, once it is there. */
  shown(text: RegExp): Promise<SandboxPost>;
  /** Presses the newest button whose data begins so, once it is there. Gives back its post. */
  tap(data: string): Promise<SandboxPost>;
  /** Presses data that no button of the chat need have: an old keyboard, a forged one. Gives back what the press was answered with. */
  pressRaw(data: string, messageId: number): Promise<{ readonly text: string; readonly isAlert: boolean }>;
}

export function buttonsOf({ message }: SandboxPost): readonly { readonly text: string; readonly callback_data?: string }[] {
  return message.reply_markup?.inline_keyboard.flat() ?? [];
}

/** What a post says now, with ordinary spaces for those that do not break. */
export function textOf({ message }: SandboxPost): string {
  return (message.text ?? '').replace(/[\u00a0\u202f]/g, ' ');
}

/** The data of the first button that begins so. */
export function dataOf(post: SandboxPost, begin: string): string | undefined {
  return buttonsOf(post).find((button) => button.callback_data?.startsWith(begin))?.callback_data;
}

/** Below those of the sandbox, which go on from the highest that it has seen. */
let nextForgedUpdate = 100_000_000;

export function ownerChat({ sandbox }: Pick<System, 'sandbox'>, owner: string): OwnerChat {
  const posts = async (): Promise<SandboxPost[]> => (await sandbox.posts(owner)).filter((post) => post.direction === 'out' && post.deleted_at === null);
  const waitForPost = (what: string, find: (all: readonly SandboxPost[]) => SandboxPost | undefined): Promise<SandboxPost> =>
    waitFor(async () => find(await posts()), { what, timeoutMs: PATIENCE_MS, everyMs: 50 });
  const write = async (text: string): Promise<void> => void (await sandbox.write(owner, text));
  return {
    posts,
    write,
    async ask(text) {
      const before = (await posts()).length;
      await write(text);
      return waitForPost(`an answer to ${text}`, (all) => all[before]);
    },
    shown: (text) => waitForPost(`a post like ${text}`, (all) => all.findLast((post) => text.test(textOf(post)))),
    async tap(data) {
      const post = await waitForPost(`a button ${data}`, (all) => all.findLast((one) => dataOf(one, data) !== undefined));
      await sandbox.press(owner, post.message.message_id, dataOf(post, data) ?? '');
      return post;
    },
    async pressRaw(data, messageId) {
      const id = `forged-${(nextForgedUpdate += 1)}`;
      const from = { id: Number(owner), is_bot: false, first_name: 'Анна' };
      const message = { message_id: messageId, date: 1_770_000_000, chat: { id: Number(owner), type: 'private', first_name: 'Анна' }, text: 'x' };
      await sandbox.inject([{ update_id: nextForgedUpdate, callback_query: { id, from, chat_instance: '1', data, message } }]);
      const call = await waitFor(
        async () => (await sandbox.calls({ method: 'answerCallbackQuery' })).calls.find(({ params }) => params['callback_query_id'] === id),
        { what: `an answer to ${data}`, timeoutMs: PATIENCE_MS },
      );
      return { text: call.params['text'] ?? '', isAlert: call.params['show_alert'] === 'true' };
    },
  };
}
