import { conceptsOf } from '../intents/match/concepts-of';
import type { ReadingTable } from '../intents/match/readings';
import type { Sentence } from '../intents/sentence/analyse';
import type { Playbooks } from './playbooks/load-playbooks';
import type { AdviceTopic } from './topics';

/** A word that no request of the catalogue holds names its topic alone, and says as much as the rarest of those that one does. */
const WEIGHT_OF_OWN_WORDS = 5;
/** A rival as heavy as this share of the best makes the case doubtful. */
const RIVAL_FROM = 0.8;

/** What a sentence is about: the topic whose concepts weigh most, with those that come close. None: it names no topic. */
export function topicsOf(sentence: Sentence, playbooks: Playbooks, { weightOf }: Pick<ReadingTable, 'weightOf'>): readonly AdviceTopic[] {
  const present = conceptsOf(sentence);
  const weighed = [...playbooks.values()].map(({ topic, concepts }) => ({ topic, weight: concepts.filter((one) => present.has(one)).reduce((sum, one) => sum + (weightOf(one) || WEIGHT_OF_OWN_WORDS), 0) }));
  const best = Math.max(0, ...weighed.map(({ weight }) => weight));
  if (best === 0) return [];
  return weighed.filter(({ weight }) => weight > RIVAL_FROM * best).sort((one, other) => other.weight - one.weight).map(({ topic }) => topic);
}
