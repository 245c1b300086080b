import type { Reply, ReplyContext } from '@ownerbot/conversation';
import type { NotifyMessage } from '@ownerbot/notifications';

/** What of a decided message its words are made of. Its zone is that of the context. */
export type NotificationPresenter = (message: NotifyMessage, context: ReplyContext) => Reply;
