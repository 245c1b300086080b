import { anyKind, type AnyNotificationKind, type MessageKind } from '@ownerbot/notifications';
import type { NotificationPresenter } from './notification-presenter';
import { digest } from './reports/digest';
import { presentNotice } from './reports/present-notice';
import { presentReport } from './reports/present-report';
import { presentUpstream } from './reports/present-upstream';
import { weekly } from './reports/weekly';

/** What an owner can be told without asking, each with its words. A kind that is not here is never planned. */
export const ownerNotifications: { readonly kinds: readonly AnyNotificationKind[]; readonly presenters: Readonly<Partial<Record<MessageKind, NotificationPresenter>>> } = {
  kinds: [anyKind(digest), anyKind(weekly)],
  presenters: { digest: presentReport('daily'), weekly: presentReport('weekly'), notice: presentNotice, upstream: presentUpstream },
};
