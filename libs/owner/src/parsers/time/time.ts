import { normalise } from '../../text/normalise';
import { readNumeral } from '../../text/numerals';
import { parsed, quote, refused, type Parser } from '../parser';

const LEADING = new Set('в во на к at by around пожалуйста please ровно'.split(' '));
const HOUR_WORDS = new Set('ч час часа часов h hour hours oclock o\'clock'.split(' '));
/** Hours that the part of the day adds to 1..11; 12 is its own case. */
const PARTS: Readonly<Record<string, 'am' | 'pm' | 'night'>> = { утра: 'am', am: 'am', 'a.m': 'am', дня: 'pm', вечера: 'pm', pm: 'pm', 'p.m': 'pm', ночи: 'night' };
const NAMED: Readonly<Record<string, string>> = { полдень: '12:00', полночь: '00:00', noon: '12:00', midday: '12:00', midnight: '00:00' };

/** `9`, `9:00`, `09.30`, `9 утра`, `в 9 вечера`, `полдень`, `9am`, `9:30 pm`, `noon`; gives `HH:MM`. */
export function timeParser(): Parser {
  return {
    parse: (text) => {
      const words = (normalise(text).match(/\d{1,3}[:.]\d{1,2}(?!\d)|\d+|[ap]\.m|\p{L}+(?:'\p{L}+)?|[^\s]/gu) ?? []).filter((word) => !LEADING.has(word) && word !== '.');
      const [first = ''] = words;
      if (words.length === 0) return refused('parse.empty');
      const named = NAMED[first];
      if (named !== undefined && words.length === 1) return parsed(named);
      const clock = readClock(words);
      if (clock === null) return refused('parse.time.unreadable', { said: quote(text) });
      const rest = words.slice(clock.length).filter((word) => !HOUR_WORDS.has(word));
      const [part, more] = rest;
      if (rest.some((word) => /^\d/.test(word))) return refused('parse.time.two', { said: quote(text) });
      if (more !== undefined || (part !== undefined && PARTS[part] === undefined)) return refused('parse.time.unreadable', { said: quote(text) });
      const hour = part === undefined ? clock.hour : inPart(clock.hour, PARTS[part] ?? 'am');
      if (hour === null || hour > 23 || clock.minute > 59) return refused('parse.time.outside', { said: quote(text) });
      return parsed(`${String(hour).padStart(2, '0')}:${String(clock.minute).padStart(2, '0')}`);
    },
    accepts: (value) => typeof value === 'string' && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value),
    edges: () => ['00:00', '23:59'],
    show: (value) => String(value),
  };
}

function readClock(words: readonly string[]): { hour: number; minute: number; length: number } | null {
  const written = /^(\d{1,3})[:.](\d{2})$/.exec(words[0] ?? '');
  if (written) return { hour: Number(written[1]), minute: Number(written[2]), length: 1 };
  const numeral = readNumeral(words, 0);
  return numeral === null || numeral.isOrdinal ? null : { hour: numeral.value, minute: 0, length: numeral.length };
}

/** Null: there is no such hour in that part of the day ("15 утра"). */
function inPart(hour: number, part: 'am' | 'pm' | 'night'): number | null {
  if (hour < 1 || hour > 12) return null;
  if (part === 'pm') return hour === 12 ? 12 : hour + 12;
  if (part === 'am') return hour === 12 ? 0 : hour;
  return hour === 12 ? 0 : hour <= 5 ? hour : hour >= 10 ? hour + 12 : null;
}
