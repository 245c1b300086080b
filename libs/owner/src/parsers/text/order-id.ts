import { findOrderIds, readBareOrderId } from '../../text/order-id';
import { parsed, quote, refused, type Parser } from '../parser';

const FILLERS = /^(?:пожалуйста|please|заказ\p{L}*|order|номер|number|№|#|[.,:!?\s])*$/iu;

/** `OB-1001`, `ОВ-1001` in Cyrillic letters, `ob 1001`, `№1001`, `#1001`, `1001`: Latin, upper case, with the shop's prefix. */
export function orderIdParser(): Parser {
  return {
    parse: (text, { tenant: { orderPrefix } }) => {
      const trimmed = text.trim();
      if (/^[№#]?\s*\d{1,12}[.!?]?$/u.test(trimmed)) return parsed(`${orderPrefix}${trimmed.replace(/\D/g, '')}`.toUpperCase());
      const bare = readBareOrderId(trimmed, orderPrefix);
      if (bare !== null) return parsed(bare);
      const found = findOrderIds(trimmed, orderPrefix);
      const ids = [...new Set(found.map(({ orderId }) => orderId))];
      const [only, second] = ids;
      if (second !== undefined) return refused('parse.order_id.two', { said: quote(trimmed) });
      const rest = found.toReversed().reduce((left, { start, end }) => `${left.slice(0, start)} ${left.slice(end)}`, trimmed);
      if (only === undefined || !FILLERS.test(rest)) return refused('parse.order_id.unreadable', { said: quote(trimmed) });
      return parsed(only);
    },
    accepts: (value) => typeof value === 'string' && /^[A-Z0-9][A-Z0-9_-]{0,63}$/.test(value),
    edges: () => [],
    show: (value) => String(value),
  };
}
