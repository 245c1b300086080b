import type { Principal } from '@ownerbot/access';
import { createFormats } from '@ownerbot/messages';
import type { ComposedDomains } from '../domain/compose-domains';
import type { ReplyContext, StatusFacts, TenantFacts } from '../domain/context';
import type { UpdateEvent } from '../model/event';
import type { OwnerFacts, TurnFacts } from '../model/facts';

interface ReaderFacts {
  readonly principal: Principal;
  readonly chatId: string;
  readonly firstName: string | null;
  readonly tenant: TenantFacts;
  readonly owner: OwnerFacts;
  readonly status: StatusFacts;
  readonly kept: Readonly<Record<string, unknown>>;
  readonly now: Date;
}

/** Everything that routes, panels and presenters may know: language and zone are the owner's, else the tenant's. */
export function replyContext(composed: ComposedDomains, reader: ReaderFacts): ReplyContext {
  const { tenant, owner, ...rest } = reader;
  const locale = owner.locale ?? tenant.locale;
  const timezone = owner.timezone ?? tenant.timezone;
  const texts = composed.texts[locale];
  return { ...rest, tenant, locale, timezone, currency: tenant.currency, texts, formats: createFormats({ texts, timezone, now: reader.now }) };
}

export function contextOf(composed: ComposedDomains, principal: Principal, event: UpdateEvent, facts: TurnFacts, now: Date): ReplyContext {
  const { tenant, owner, status, kept } = facts;
  return replyContext(composed, { principal, chatId: event.chatId, firstName: event.facts?.firstName ?? null, tenant, owner, status, kept, now });
}
