import type { ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import { isToday, provenanceLine } from '../replies/provenance';
import type { BriefFact } from './brief/brief-facts';
import type { AdviceBriefOutput, BriefPart, MissingPart } from './brief/brief-fields';

/** The lines of a brief: what is known with its window, where each came from, what is missing. At most ten. */
export function briefLines({ parts, missing }: AdviceBriefOutput, context: ReplyContext): string[] {
  const { texts } = context;
  const facts = parts.map((part) => texts.html('advice.line', { line: asHtml(factLine(part.fact, windowOf(part, context), context)) }));
  const origins = parts.map((part) => originLine(part, context));
  const lacking = missing.map((one) => missingWords(one, context)).join('; ');
  return [...facts, ...origins, ...(missing.length === 0 ? [] : [texts.html('advice.missing', { parts: asHtml(lacking) })])];
}

function factLine(fact: BriefFact, window: string, { texts, formats, currency: shopCurrency }: ReplyContext): string {
  switch (fact.kind) {
    case 'trend': {
      const { direction, size } = directionOf(fact.slope);
      return texts.html('advice.fact.trend', { window, revenue: formats.money(fact.revenue, fact.currency), direction, slope: formats.money(size, fact.currency) });
    }
    case 'compare':
      return texts.html('advice.fact.compare', {
        window,
        before: formats.range(fact.before.from, fact.before.to),
        revenue: formats.money(fact.revenue, fact.currency),
        revenueChange: formats.change(fact.revenuePct),
        orders: formats.integer(fact.orders),
        ordersChange: formats.change(fact.ordersPct),
      });
    case 'top':
      return texts.html('advice.fact.top', { window, by: fact.by, names: fact.names.map(({ title, share }) => (share === null ? title : texts.text('advice.fact.share', { title, share: formats.percent(share) }))).join(', ') });
    case 'stock':
      return texts.html('advice.fact.stock', {
        window, active: formats.integer(fact.active), out: formats.integer(fact.outOfStock), low: formats.integer(fact.lowStock), unpriced: formats.integer(fact.withoutPrice), bare: formats.integer(fact.withoutPhoto),
      });
    case 'rate':
      return texts.html('advice.fact.rate', { window, pair: fact.pair, rate: formats.rate(fact.rate), change: formats.change(fact.delta), due: fact.isDue ? 'yes' : 'no' });
    case 'orders':
      return texts.html('advice.fact.orders', { window, total: formats.integer(fact.total), attention: formats.integer(fact.attention), late: formats.integer(fact.late), stuck: formats.integer(fact.stuck) });
    case 'queue':
      return texts.html('advice.fact.queue', { window, unanswered: formats.integer(fact.unanswered), day: formats.integer(fact.overDay), oldest: formats.age(fact.oldestMinutes) });
    case 'payments':
      return texts.html('advice.fact.payments', { window, total: formats.integer(fact.total), amount: formats.money(fact.amount, shopCurrency) });
    case 'errors':
      return texts.html('advice.fact.errors', { window, total: formats.integer(fact.total), hours: formats.integer(fact.hours) });
  }
}

/** The way of a slope and its size without a sign. */
function directionOf(slope: string | null): { direction: 'up' | 'down' | 'flat' | 'unknown'; size: string } {
  if (slope === null) return { direction: 'unknown', size: '0' };
  const size = slope.replace(/^-/, '');
  return { direction: /^[0.]+$/.test(size) ? 'flat' : slope.startsWith('-') ? 'down' : 'up', size };
}

/** The days of an answer, or the moment of a snapshot. */
function windowOf({ window, as_of: asOf }: BriefPart, context: ReplyContext): string {
  const { formats, texts } = context;
  if (window.granularity !== 'instant') return formats.range(window.from, window.to);
  return texts.text('advice.as_of', { at: isToday(context, asOf) ? formats.time(asOf) : formats.moment(asOf) });
}

function originLine(part: BriefPart, context: ReplyContext): string {
  const origin = { sources: part.sources, window: part.window, as_of: part.as_of, counts: null, completeness: { status: 'complete' as const, missing_days: [], in_progress_day: null } };
  return context.texts.html('advice.origin', { what: nameOf(part.tool, context), origin: asHtml(provenanceLine(context, origin, { stale: part.stale })) });
}

function missingWords({ tool, reason, code }: MissingPart, context: ReplyContext): string {
  return context.texts.html('advice.missing_part', { what: nameOf(tool, context), reason: reason === 'failed' ? failureOf(code) : reason });
}

function failureOf(code: string | null): 'away' | 'not_offered' | 'failed' {
  if (code === 'UPSTREAM_UNAVAILABLE' || code === 'TOOL_TIMEOUT') return 'away';
  return code === 'UPSTREAM_NOT_IMPLEMENTED' ? 'not_offered' : 'failed';
}

const nameOf = (tool: string, { texts }: ReplyContext): string => texts.text('advice.part', { tool });
