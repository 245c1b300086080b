import type { ReplyContext } from '@ownerbot/conversation';
import { presenter } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import { rowPages } from '../../replies/row-pages';
import type { ChatsUnansweredOutput, WaitingThread } from './chats-unanswered.fields';

/** Waiting customers, the longest waiting first. */
export const chatsPresenter = presenter<ChatsUnansweredOutput>({
  progress: (_run, { texts }) => texts.html('chats.progress'),
  body(response, context, run) {
    const { data } = response;
    const { texts, formats } = context;
    const hours = formats.integer(data.threshold_hours);
    const kind = data.threshold_hours === 0 ? 'any' : 'over';
    return rowPages(
      {
        headline: data.total === 0 ? texts.html('chats.title_empty', { kind, hours }) : texts.html('chats.title', { kind, hours, total: formats.integer(data.total) }),
        before: data.total === 0 ? [[texts.html('chats.empty')]] : [],
        rows: data.threads.map((thread) => threadLines(thread, context)),
        areCards: true,
        total: data.total,
        cursor: data.next_cursor,
        buttons: [[templateButton(context, 'TEAM_QUEUE_SUMMARY')]],
      },
      response,
      context,
      run,
    );
  },
});

function threadLines(thread: WaitingThread, { texts, formats }: ReplyContext): string {
  const asked = texts.html('chats.row', { id: thread.thread_id, customer: thread.customer_id, age: formats.age(thread.waiting_minutes) });
  const replied = thread.last_manager_reply_at === null ? texts.html('chats.never') : texts.html('chats.replied', { at: formats.moment(thread.last_manager_reply_at) });
  return `${asked}\n${replied}`;
}
