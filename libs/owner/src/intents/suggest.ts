import type { TemplateFile } from '../catalogue/template-file';
import { conceptsOf } from './match/concepts-of';
import type { ReadingTable } from './match/readings';
import type { Sentence } from './sentence/analyse';

const MOST_SUGGESTIONS = 4;
/** Concepts that say too little to suggest anything by themselves. */
const WEAK: ReadonlySet<string> = new Set(['how_many', 'status', 'whereabouts', 'recent', 'make', 'give', 'open', 'say', 'put', 'change', 'scope_all', 'other', 'shop', 'percent_value', 'percent_only', 'money_value', 'dated_period', 'day_period', 'last_week_period', 'week_period', 'horizon_value', 'duration_value', 'which', 'about']);

/** Templates that share most with a text that nothing matched, reads before changes; none that changes everything. */
export function suggestionsFor(sentence: Sentence, { readings, weightOf }: ReadingTable): readonly TemplateFile[] {
  const present = [...conceptsOf(sentence)];
  const strong = new Set(present.filter((concept) => !WEAK.has(concept)));
  const shares = new Map<TemplateFile, number>();
  for (const { target, phrase, explains } of readings) {
    if (target.type !== 'template' || target.template.payload['scope_all'] === true) continue;
    const named = [...phrase.all, ...phrase.any.flat()];
    if (!named.some((concept) => strong.has(concept))) continue;
    const share = present.filter((concept) => explains.has(concept)).reduce((sum, concept) => sum + weightOf(concept), 0);
    shares.set(target.template, Math.max(share, shares.get(target.template) ?? 0));
  }
  const best = [...shares].sort(([, one], [, other]) => other - one).slice(0, MOST_SUGGESTIONS);
  return best.map(([template]) => template).sort((one, other) => Number(one.kind === 'ACTION') - Number(other.kind === 'ACTION'));
}
