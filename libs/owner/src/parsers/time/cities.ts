import { expand } from '../../lexicon/expand';

/** Cities by which people name their zone; English names of the zones' own cities are known without this table. */
const CITIES: Readonly<Record<string, string>> = {
  'Europe/Kyiv': 'киев(,е) київ kyiv kiev украин(а,е,у,ы) одесс(а,е,у,ы) харьков(,е) львов(,е) днепр odesa odessa kharkiv lviv ukraine',
  'Europe/Warsaw': 'варшав(а,е,у,ы) польш(а,е,у,ы) краков(,е) гданьск(,е) вроцлав(,е) poland krakow cracow gdansk wroclaw',
  'Europe/Berlin': 'берлин(,е) германи(я,и,ю) мюнхен(,е) гамбург(,е) франкфурт(,е) кельн(,е) germany munich hamburg frankfurt cologne',
  'Europe/Prague': 'праг(а,е,у,ы) чехи(я,и,ю) czechia',
  'Europe/Vienna': 'вен(а,е,у,ы) австри(я,и,ю) austria',
  'Europe/Vilnius': 'вильнюс(,е) литв(а,е,у,ы) lithuania',
  'Europe/Riga': 'риг(а,е,у,ы) латви(я,и,ю) latvia',
  'Europe/Tallinn': 'таллин(,н,е,не) эстони(я,и,ю) estonia',
  'Europe/London': 'лондон(,е) англи(я,и,ю) великобритани(я,и,ю) england uk manchester edinburgh',
  'Europe/Paris': 'париж(,е) франци(я,и,ю) france lyon marseille',
  'Europe/Madrid': 'мадрид(,е) барселон(а,е,у,ы) испани(я,и,ю) spain barcelona valencia',
  'Europe/Rome': 'рим(,е) милан(,е) итали(я,и,ю) italy milan',
  'Europe/Lisbon': 'лиссабон(,е) португали(я,и,ю) portugal porto',
  'Europe/Amsterdam': 'амстердам(,е) нидерланд(ы,ах) netherlands rotterdam',
  'Europe/Zurich': 'цюрих(,е) женев(а,е,у,ы) швейцари(я,и,ю) switzerland geneva',
  'Europe/Istanbul': 'стамбул(,е) анкар(а,е,у,ы) турци(я,и,ю) turkey ankara antalya',
  'Europe/Chisinau': 'кишинев(,е) молдов(а,е,у,ы) moldova',
  'Europe/Bucharest': 'бухарест(,е) румыни(я,и,ю) romania',
  'Europe/Sofia': 'софи(я,и,ю) болгари(я,и,ю) bulgaria',
  'Europe/Athens': 'афин(ы,ах) греци(я,и,ю) greece',
  'Europe/Minsk': 'минск(,е) беларус(ь,и)',
  'Europe/Moscow': 'москв(а,е,у,ы) петербург(,е) spb',
  'Asia/Tbilisi': 'тбилиси батуми грузи(я,и,ю) batumi',
  'Asia/Yerevan': 'ереван(,е) армени(я,и,ю) armenia',
  'Asia/Baku': 'баку азербайджан(,е) azerbaijan',
  'Asia/Almaty': 'алматы алма-ата астан(а,е,у,ы) казахстан(,е) astana kazakhstan',
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
