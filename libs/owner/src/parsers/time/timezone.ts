import { normalise } from '../../text/normalise';
import { parsed, quote, refused, type Parser } from '../parser';
import { CITY_ZONES } from './cities';

const OFFSET = /^(?:utc|gmt|мск|msk)?\s*[+-]\s*\d{1,2}(?::?\d{2})?$/;
const LEADING = /^(?:в|во|по|город|часовой пояс|time zone|timezone|zone|in|city)\s+/;

/** IANA name in any case, or a city; an offset knows no daylight saving, so a city is asked for. */
export function timezoneParser(): Parser {
  return {
    parse: (text) => {
      const name = text.trim();
      const plain = normalise(name).replace(/[.!]+$/, '').replace(LEADING, '');
      if (plain === '') return refused('parse.empty');
      if (OFFSET.test(plain)) return refused('parse.timezone.offset', { said: quote(name) });
      const city = plain.replaceAll(' ', '-');
      const zone = zoneOfName(name) ?? CITY_ZONES.get(plain) ?? CITY_ZONES.get(city) ?? ownCities().get(city.replaceAll('-', '_'));
      return zone === undefined ? refused('parse.timezone.unknown', { said: quote(name) }) : parsed(zone);
    },
    accepts: (value) => typeof value === 'string' && zoneOfName(value) === value,
    edges: () => [],
    show: (value) => String(value),
  };
}

/** Newer names that an older table of zones does not list, though it knows them. */
const ALSO = ['Europe/Kyiv', 'UTC'];
let zones: ReadonlyMap<string, string> | null = null;
let cities: ReadonlyMap<string, string> | null = null;

function knownZones(): ReadonlyMap<string, string> {
  zones ??= new Map([...Intl.supportedValuesOf('timeZone'), ...ALSO].map((zone) => [zone.toLowerCase(), zone]));
  return zones;
}

function zoneOfName(name: string): string | undefined {
  return knownZones().get(name.trim().toLowerCase());
}

/** "berlin" of Europe/Berlin. */
function ownCities(): ReadonlyMap<string, string> {
  cities ??= new Map([...knownZones().values()].filter((zone) => zone.includes('/')).map((zone) => [zone.slice(zone.lastIndexOf('/') + 1).toLowerCase(), zone]));
  return cities;
}
