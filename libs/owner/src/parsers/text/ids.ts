import { toLatin } from '../../text/look-alikes';
import { parsed, quote, refused, type ParseContext, type Parser } from '../parser';

export type IdsOptions = { readonly of?: 'product' | 'look'; readonly max?: number };

const MOST_IDS = 200;
const LARGEST_ID = 2_147_483_647;
const LABELS = new Set(
  'и and товар товары товара товаров продукт продукты артикул артикулы образ образы лук луки код коды номер номера id ids ид product products look looks item items code codes № # please пожалуйста'.split(' '),
);

/** Numbers or codes with the shop's prefix, split by space, comma, semicolon, line break or "и"; doubles are dropped with a note. */
export function idsParser({ of = 'product', max = MOST_IDS }: IdsOptions): Parser {
  return {
    parse: (text, context) => {
      const words = text.replace(/[№#:]/g, ' ').split(/[\s,;]+/u).filter((word) => word !== '');
      const ids: number[] = [];
      let isAfterPrefix = false;
      for (const word of words) {
        const latin = toLatin(word).toUpperCase();
        if (/^\d+\s*[-–—‑]\s*\d+$/.test(word)) return refused('parse.ids.range', { said: quote(word) });
        if (LABELS.has(word.toLowerCase())) continue;
        const digits = digitsOf(latin, prefixOf(of, context));
        if (digits === 'prefix' && !isAfterPrefix) {
          isAfterPrefix = true;
          continue;
        }
        const id = Number(digits);
        if (digits === null || digits === 'prefix' || id < 1 || id > LARGEST_ID) return refused('parse.ids.word', { word: quote(word) });
        isAfterPrefix = false;
        ids.push(id);
      }
      const unique = [...new Set(ids)];
      if (unique.length === 0) return refused('parse.ids.none');
      if (unique.length > max) return refused('parse.ids.too_many', { count: unique.length, max: String(max) });
      return parsed(unique, unique.length < ids.length ? { key: 'parse.ids.doubles', params: { count: ids.length - unique.length } } : undefined);
    },
    accepts: (value) =>
      Array.isArray(value) && value.length >= 1 && value.length <= max && new Set(value).size === value.length && value.every((id) => Number.isSafeInteger(id) && id >= 1 && id <= LARGEST_ID),
    edges: () => [[1], Array.from({ length: max }, (_, at) => at + 1)],
    show: (value) => (Array.isArray(value) ? value.join(', ') : String(value)),
  };
}

const prefixOf = (of: 'product' | 'look', { tenant }: ParseContext): string => (of === 'look' ? tenant.lookPrefix : tenant.productPrefix);

/** `12`, `PRD-012`, `PRD012`; the prefix alone belongs to the digits behind it. Null: no id. */
function digitsOf(word: string, prefix: string): string | null {
  const letters = prefix.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
  if (/^\d{1,10}$/.test(word)) return word;
  if (letters === '' || !word.startsWith(letters)) return null;
  const rest = word.slice(letters.length).replace(/^[-‐‑–—_]/, '');
  return rest === '' ? 'prefix' : /^\d{1,10}$/.test(rest) ? rest : null;
}
