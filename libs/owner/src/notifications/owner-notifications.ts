import { anyKind, type AnyNotificationKind, type MessageKind } from '@ownerbot/notifications';
import { escalation } from './escalation/escalation';
import { fxApply } from './fx-apply/fx-apply';
import { fxDelta } from './fx-delta/fx-delta';
import type { NotificationPresenter } from './notification-presenter';
import { ops } from './ops/ops';
import { digest } from './reports/digest';
import { presentNotice } from './reports/present-notice';
import { presentReport } from './reports/present-report';
import { presentUpstream } from './reports/present-upstream';
import { weekly } from './reports/weekly';
import { presentEscalation } from './words/present-escalation';
import { presentFxApply } from './words/present-fx-apply';
import { presentFxDelta } from './words/present-fx-delta';
import { presentOps } from './words/present-ops';

/** What an owner can be told without asking, each with its words. A kind that is not here is never planned. */
export const ownerNotifications: { readonly kinds: readonly AnyNotificationKind[]; readonly presenters: Readonly<Record<MessageKind, NotificationPresenter>> } = {
  kinds: [anyKind(digest), anyKind(weekly), anyKind(fxDelta), anyKind(fxApply), anyKind(ops), anyKind(escalation)],
  presenters: {
    digest: presentReport('daily'), weekly: presentReport('weekly'), fx_delta: presentFxDelta, fx_apply: presentFxApply, ops: presentOps, escalation: presentEscalation,
    upstream: presentUpstream, notice: presentNotice,
  },
};
