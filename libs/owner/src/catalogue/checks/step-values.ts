import type { ParseContext } from '../../parsers/parser';
import type { InputStep } from '../template-file';

/** The moment and the shop with which the catalogue is tried: nothing of it is stored. */
export const TRIAL_CONTEXT: ParseContext = {
  now: new Date('2027-03-18T11:00:00Z'),
  timezone: 'Europe/Berlin',
  locale: 'ru',
  currency: 'EUR',
  tenant: { project: 'ownerbot', shopId: 1, currency: 'EUR', timezone: 'Europe/Berlin', locale: 'ru', orderPrefix: 'OB-', productPrefix: 'PRD-', lookPrefix: 'LOOK-' },
};

/** An example is read as an owner of either language would send it. */
export function parseExample(input: InputStep, example: string): { ok: true; value: unknown } | { ok: false } {
  for (const locale of ['ru', 'en'] as const) {
    const answer = input.parser.parse(example, { ...TRIAL_CONTEXT, locale });
    if (answer.ok) return answer;
  }
  return { ok: false };
}

/** Every value that examples and presets name, examples first. */
export function candidatesOf(input: InputStep): readonly unknown[] {
  const examples = input.examples.flatMap((example) => {
    const answer = parseExample(input, example);
    return answer.ok ? [answer.value] : [];
  });
  return [...examples, ...input.presets.map(({ value }) => value)];
}

/** All values of an enumeration or a yes and no; null where there is no end of them. */
export function enumValuesOf(input: InputStep): readonly unknown[] | null {
  return input.parserType === 'enum' || input.parserType === 'boolean' ? input.parser.edges() : null;
}
