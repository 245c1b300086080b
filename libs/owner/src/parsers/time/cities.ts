import { expand } from '../../lexicon/expand';

/** Cities by which people name their zone; English names of the zones' own cities are known without this table. */
const CITIES: Readonly<Record<string, string>> = {
  'Europe/Kyiv': 'киев(,е) київ kyiv kiev украин(а,е) одесс(а,е) харьков(,е) львов(,е) днепр odesa odessa kharkiv lviv ukraine',
  'Europe/Warsaw': 'варшав(а,е) польш(а,е) краков(,е) гданьск(,е) вроцлав(,е) poland krakow cracow gdansk wroclaw',
  'Europe/Berlin': 'берлин(,е) германи(я,и) мюнхен(,е) гамбург(,е) франкфурт(,е) кельн(,е) germany munich hamburg frankfurt cologne',
  'Europe/Prague': 'праг(а,е) чехи(я,и) czechia',
  'Europe/Vienna': 'вен(а,е) австри(я,и) austria',
  'Europe/Vilnius': 'вильнюс(,е) литв(а,е) lithuania',
  'Europe/Riga': 'риг(а,е) латви(я,и) latvia',
  'Europe/Tallinn': 'таллин(,н,е,не) эстони(я,и) estonia',
  'Europe/London': 'лондон(,е) англи(я,и) великобритани(я,и) england uk manchester edinburgh',
  'Europe/Paris': 'париж(,е) франци(я,и) france lyon marseille',
  'Europe/Madrid': 'мадрид(,е) барселон(а,е) испани(я,и) spain barcelona valencia',
  'Europe/Rome': 'рим(,е) милан(,е) итали(я,и) italy milan',
  'Europe/Lisbon': 'лиссабон(,е) португали(я,и) portugal porto',
  'Europe/Amsterdam': 'амстердам(,е) нидерланд(ы,ах) netherlands rotterdam',
  'Europe/Zurich': 'цюрих(,е) женев(а,е) швейцари(я,и) switzerland geneva',
  'Europe/Istanbul': 'стамбул(,е) анкар(а,е) турци(я,и) turkey ankara antalya',
  'Europe/Chisinau': 'кишинев(,е) молдов(а,е) moldova',
  'Europe/Bucharest': 'бухарест(,е) румыни(я,и) romania',
  'Europe/Sofia': 'софи(я,и) болгари(я,и) bulgaria',
  'Europe/Athens': 'афин(ы,ах) греци(я,и) greece',
  'Europe/Minsk': 'минск(,е) беларус(ь,и)',
  'Europe/Moscow': 'москв(а,е) петербург(,е) spb',
  'Asia/Tbilisi': 'тбилиси батуми грузи(я,и) batumi',
  'Asia/Yerevan': 'ереван(,е) армени(я,и) armenia',
  'Asia/Baku': 'баку азербайджан(,е) azerbaijan',
  'Asia/Almaty': 'алматы алма-ата астан(а,е) казахстан(,е) astana kazakhstan',
  'Asia/Tashkent': 'ташкент(,е) узбекистан(,е) uzbekistan',
  'Asia/Dubai': 'дубай дубае оаэ uae',
  'Asia/Jerusalem': 'тель-авив(,е) иерусалим(,е) израил(ь,е) tel-aviv israel',
  'Asia/Nicosia': 'кипр(,е) лимассол(,е) cyprus limassol',
  'America/New_York': 'нью-йорк(,е) майами nyc new-york miami boston',
  'America/Chicago': 'чикаго',
  'America/Los_Angeles': 'лос-анджелес(,е) сан-франциско la los-angeles san-francisco',
};

export const CITY_ZONES: ReadonlyMap<string, string> = new Map(
  Object.entries(CITIES).flatMap(([zone, forms]) => expand(forms).map((form) => [form, zone] as const)),
);
