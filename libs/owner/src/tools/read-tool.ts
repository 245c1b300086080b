import { resolveDays, resolvePeriod, type AskedWindow, type LocalNow, type OwnToolDefinition, type Period, type ShopToolDefinition } from '@ownerbot/tools';

type Usual = 'kind' | 'roles' | 'presentations' | 'llm' | 'defaultPayload' | 'timeClass' | 'auditFields';
type Parts<Tool extends { [Key in Usual]: unknown }> = Omit<Tool, Usual | 'needsShop'> & Partial<Pick<Tool, Exclude<Usual, 'kind'>>>;

/** A read of the shop with what most reads have in common. */
export function shopRead<Payload extends object, Output extends object>(parts: Parts<ShopToolDefinition<Payload, Output>>): ShopToolDefinition<Payload, Output> {
  return { kind: 'read', roles: ['owner'], presentations: ['text', 'json_file'], llm: 'offer', defaultPayload: {}, timeClass: 'read', auditFields: [], ...parts, needsShop: true };
}

/** A read of OwnerBot's own data, the same in every mode. */
export function ownRead<Payload extends object, Output extends object>(parts: Parts<OwnToolDefinition<Payload, Output>>): OwnToolDefinition<Payload, Output> {
  return { kind: 'read', roles: ['owner'], presentations: ['text', 'json_file'], llm: 'offer', defaultPayload: {}, timeClass: 'fast', auditFields: [], ...parts, needsShop: false };
}

/** The window of a payload with `period` or `days`; without either, of `fallback`. */
export function totalWindow({ period, days }: { period?: Period; days?: number }, fallback: Period | number, at: LocalNow): AskedWindow {
  const asked = period ?? days ?? fallback;
  const resolved = typeof asked === 'number' ? resolveDays({ days: asked }, at) : resolvePeriod(asked, at);
  return { ...resolved, granularity: 'total' };
}

export const PERIOD_AUDIT = ['period.preset', 'period.from', 'period.to'] as const;
