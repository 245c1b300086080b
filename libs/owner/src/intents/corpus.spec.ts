import { ownerCatalogue, templateOf } from '../catalogue/owner-catalogue';
import { beginsChange, corpusContext, outcomeOf, readCorpus, type CorpusCase } from '../fixtures/corpus';
import { routeText } from '../routes/text/route-text';

/** The sentences of `corpus/`, each through the whole router with the real catalogue, with no planner behind it. */
const cases = readCorpus();
const routed = new Map<string, ReturnType<typeof routeText>>();
/** Routing is pure, and most tests ask for the same sentences: each is routed once. */
const route = (text: string, source: 'text' | 'voice' = 'text'): ReturnType<typeof routeText> => {
  const key = `${source}:${text}`;
  const known = routed.get(key);
  if (known !== undefined || routed.has(key)) return known ?? null;
  const found = routeText({ source, chatId: '700', text, data: null, messageId: '5' }, corpusContext);
  routed.set(key, found);
  return found;
};

const isRight = (one: CorpusCase, text = one.text): boolean => {
  const found = route(text);
  return one.expected === 'no change' ? !beginsChange(found) : outcomeOf(found) === one.expected;
};
/** One line for each sentence that went wrong, so that a failure shows what is taken for what. */
const confusions = (wrong: readonly CorpusCase[]): string[] => wrong.map((one) => `${one.file}: "${one.text}": ${one.templateId ?? 'near miss'} → ${outcomeOf(route(one.text))}, not ${one.expected}`);

const nearMisses = cases.filter(({ templateId, isPlan }) => templateId === null && !isPlan);
const plans = cases.filter(({ isPlan }) => isPlan);
const requests = cases.filter(({ templateId }) => templateId !== null);

test('no near miss begins a change', () => {
  expect(nearMisses.length).toBeGreaterThan(250);
  expect(confusions(nearMisses.filter(({ text }) => beginsChange(route(text))))).toEqual([]);
});

test('whatever begins a change begins the one that was asked for, with its complete payload', () => {
  expect(confusions([...requests, ...plans].filter((one) => beginsChange(route(one.text)) && !isRight(one)))).toEqual([]);
});

test('a wish of several steps comes to its plan, step by step, with every value', () => {
  expect(plans.length).toBeGreaterThan(60);
  expect(confusions(plans.filter((one) => !isRight(one)))).toEqual([]);
});

test('at least 95 sentences of a hundred come to what they ask for', () => {
  const wrong = cases.filter((one) => !isRight(one));
  expect(cases.length).toBeGreaterThan(1_400);
  if (wrong.length > cases.length * 0.05) expect(confusions(wrong)).toEqual([]);
});

test('a read is never taken for another one in more than two of a hundred', () => {
  const reads = requests.filter(({ templateId }) => templateOf(templateId ?? '')?.kind === 'REPORT');
  const taken = reads.filter((one) => !isRight(one) && route(one.text)?.type === 'tool');
  if (taken.length > reads.length * 0.02) expect(confusions(taken)).toEqual([]);
});

const isRussian = (text: string): boolean => /\p{Script=Cyrillic}/u.test(text);
const spoken = [...ownerCatalogue().templates.values()].filter(({ phrases }) => phrases.length > 0).map(({ templateId }) => templateId);

test.each(spoken)('%s has at least eight Russian sentences and three English ones', (templateId) => {
  const { tool } = templateOf(templateId) ?? {};
  // A report of one tool with another period is a template of its own in the catalogue: its sentences count for the one with the phrases.
  const family = requests.filter((one) => one.templateId === templateId || (templateOf(one.templateId ?? '')?.kind === 'REPORT' && JSON.stringify(templateOf(one.templateId ?? '')?.tool) === JSON.stringify(tool)));
  expect(family.filter(({ text }) => isRussian(text)).length).toBeGreaterThanOrEqual(8);
  expect(family.filter(({ text }) => !isRussian(text)).length).toBeGreaterThanOrEqual(3);
});

/** Ways to write the same: none may change what a sentence comes to. */
const VARIANTS: Readonly<Record<string, (text: string) => string>> = {
  'in capitals': (text) => (/[A-Z]{2}|LOOK|[:«"]/.test(text) ? text : text.toUpperCase()),
  'with ё as е': (text) => (text.includes(':') ? text : text.replaceAll('ё', 'е')),
  'with a full stop': (text) => (/[?:"»!]/.test(text) ? text : `${text}.`),
  // A polite question is a request, and meant to be.
  'with politeness before': (text) => (text.endsWith('?') ? text : isRussian(text) ? `Пожалуйста, ${text}` : `Please, ${text}`),
  'with address before': (text) => (isRussian(text) ? `слушай, ${text}` : `hey bot ${text}`),
  // What is dictated is kept as it was written.
  'with spaces': (text) => (text.includes(':') ? text : `  ${text.replaceAll(' ', '  ')} `),
};

test.each(Object.keys(VARIANTS))('%s, 97 of a hundred sentences come to the same, and none to another change', (name) => {
  const varied = cases.filter((one) => isRight(one)).map((one) => ({ one, text: VARIANTS[name]?.(one.text) ?? one.text }));
  const changed = varied.filter(({ one, text }) => !isRight(one, text));
  const lines = changed.map(({ one, text }) => `"${text}" → ${outcomeOf(route(text))}, not ${one.expected}`);
  const toolOf = (outcome: string): string => outcome.split(' ')[0] ?? '';
  expect(changed.filter(({ one, text }) => beginsChange(route(text)) && toolOf(outcomeOf(route(text))) !== toolOf(one.expected)).map(({ text }) => text)).toEqual([]);
  if (changed.length > varied.length * 0.03) expect(lines).toEqual([]);
});

test('a voice note is understood as the same words typed', () => {
  expect(cases.filter(({ text }) => outcomeOf(route(text, 'voice')) !== outcomeOf(route(text, 'text')))).toEqual([]);
});

test('the same text comes to the same, however often it is asked', () => {
  for (const { text } of cases.slice(0, 200)) expect(route(text)).toEqual(route(text));
});

test('one more word that nobody understands, anywhere in a change, and nothing is changed', () => {
  // What is dictated may hold any word.
  const changes = requests.filter(({ templateId, expected }) => templateOf(templateId ?? '')?.kind === 'ACTION' && !/message|flag|notify|team/i.test(`${templateId ?? ''}${expected}`));
  expect(changes.length).toBeGreaterThan(400);
  for (const word of ['худи', 'половину', 'кроме']) {
    const begun = changes.flatMap(({ text }) => {
      const words = text.split(' ');
      return [...words.keys(), words.length].map((at) => [...words.slice(0, at), word, ...words.slice(at)].join(' ')).filter((one) => beginsChange(route(one)));
    });
    // "Скидку половину на всё" asks how much, as "скидку четверть" does.
    expect(begun.filter((text) => !text.includes('четверть'))).toEqual([]);
  }
});

describe('numbers', () => {
  const payload = (text: string): Record<string, unknown> => {
    const found = route(text);
    return found?.type === 'tool' ? { ...found.payload } : {};
  };

  test('a raising verb gives a positive percentage, a lowering one a negative, whatever the number', () => {
    for (let n = 1; n <= 90; n += 1) {
      for (const verb of ['подними', 'повысь', 'увеличь', 'raise', 'increase']) expect([verb, n, payload(verb > 'z' ? `${verb} цены на ${n}%` : `${verb} prices by ${n}%`)['bump_percent']]).toEqual([verb, n, String(n)]);
      for (const verb of ['снизь', 'опусти', 'уменьши', 'lower', 'cut']) expect([verb, n, payload(verb > 'z' ? `${verb} цены на ${n}%` : `${verb} prices by ${n}%`)['bump_percent']]).toEqual([verb, n, String(-n)]);
    }
  });

  test('a sign against the verb is asked about, whatever the number', () => {
    for (let n = 1; n <= 90; n += 7) {
      for (const text of [`снизь цены на +${n}%`, `подними цены на -${n}%`, `raise prices by -${n}%`, `lower prices by +${n}%`]) expect([text, route(text)?.type]).toEqual([text, 'question']);
    }
  });

  test('without its ids a sentence never comes to everything', () => {
    for (const text of ['подними цену на 10%', 'скрой товары', 'опубликуй товары', 'сделай скидку 20%', 'сними скидку', 'скрой образы', 'hide products', 'put a 20% discount', 'raise the price by 10%']) {
      expect([text, JSON.stringify(payload(text)).includes('scope_all')]).toEqual([text, false]);
    }
  });

  test('every number of a change stands in its sentence', () => {
    for (const { text } of requests) {
      const found = route(text);
      // Numbers in words have their own tests.
      if (found?.type !== 'tool' || !beginsChange(found) || !/\d/.test(text)) continue;
      for (const key of ['product_ids', 'look_ids', 'campaign_id']) {
        const ids = [found.payload[key]].flat().filter((id) => id !== undefined);
        for (const id of ids) expect([text, new RegExp(`(?<!\\d)0*${String(id)}(?!\\d)`).test(text)]).toEqual([text, true]);
      }
    }
  });
});
