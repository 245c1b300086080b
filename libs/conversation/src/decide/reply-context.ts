import type { Principal } from '@ownerbot/access';
import { createFormats } from '@ownerbot/messages';
import { NO_ACTIONS, type OpenOutcome } from '@ownerbot/storage';
import { actionFacts } from '../actions/present-outcome';
import type { ComposedDomains } from '../domain/compose-domains';
import type { ReplyContext, StatusFacts, TenantFacts } from '../domain/context';
import { lastReadKey, lastReadOf, NOTHING_RECENT, type RecentFacts, type UnsettledAction } from '../domain/recent';
import type { RequestEvent } from '../model/event';
import type { OwnerFacts, TurnFacts } from '../model/facts';

interface ReaderFacts {
  readonly principal: Principal;
  readonly chatId: string;
  readonly firstName: string | null;
  readonly tenant: TenantFacts;
  readonly owner: OwnerFacts;
  readonly status: StatusFacts;
  readonly kept: Readonly<Record<string, unknown>>;
  readonly recent?: RecentFacts;
  readonly now: Date;
}

/** Everything that routes, panels and presenters may know: language and zone are the owner's, else the tenant's. */
export function replyContext(composed: ComposedDomains, reader: ReaderFacts): ReplyContext {
  const { tenant, owner, recent = NOTHING_RECENT, ...rest } = reader;
  const locale = owner.locale ?? tenant.locale;
  const timezone = owner.timezone ?? tenant.timezone;
  const texts = composed.texts[locale];
  return { ...rest, ...(owner.stored === undefined ? {} : { ownerSettings: owner.stored }), recent, tenant, locale, timezone, currency: tenant.currency, texts, formats: createFormats({ texts, timezone, now: reader.now }) };
}

export function contextOf(composed: ComposedDomains, principal: Principal, event: RequestEvent, facts: TurnFacts, now: Date): ReplyContext {
  const { tenant, owner, status, kept, actions = NO_ACTIONS } = facts;
  const lastRead = lastReadOf(kept[lastReadKey(event.chatId)], principal.telegramId);
  const lastAction = actions.last === null ? null : { tool: actions.last.tool, payload: { ...actions.last.input } };
  const recent: RecentFacts = { openProposals: actions.open, unsettled: [], lastRead, lastAction };
  const context = replyContext(composed, { principal, chatId: event.chatId, firstName: event.name === 'update' ? (event.facts?.firstName ?? null) : null, tenant, owner, status, kept, recent, now });
  return actions.unsettled.length === 0 ? context : { ...context, recent: { ...recent, unsettled: actions.unsettled.map((one) => unsettledAction(composed, one, context)) } };
}

/** The words of an action are its presenter's, so they need the rest of the context. */
function unsettledAction({ actions }: ComposedDomains, one: OpenOutcome, context: ReplyContext): UnsettledAction {
  const presenter = actions.get(one.tool)?.presenter;
  return {
    proposalId: one.proposalId,
    title: presenter?.title(actionFacts({ ...one, result: null }), context) ?? context.texts.html('action.untitled'),
    since: one.unknownAt === null ? null : new Date(one.unknownAt),
  };
}
