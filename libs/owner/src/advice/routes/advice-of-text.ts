import type { ReplyContext, Route } from '@ownerbot/conversation';
import { ownerReadings } from '../../intents/owner-readings';
import type { Sentence } from '../../intents/sentence/analyse';
import type { Understanding } from '../../intents/understand';
import { ownerPlaybooks } from '../playbooks/owner-playbooks';
import { topicsOf } from '../topics-of';
import { askTopic, giveAdvice } from './give-advice';

/**
 * A question of what one should do: a form of such a question, and words of a topic. Asked only where no request came out of the sentence: a report that
 * it names runs, and what it would change is never begun by a question. Null: it asks for no advice.
 */
export function adviceOfText(sentence: Sentence, understood: Understanding, context: ReplyContext): Route | null {
  if (!leavesRoom(understood) || !asksForAdvice(sentence, understood)) return null;
  const topics = topicsOf(sentence, ownerPlaybooks(), ownerReadings());
  const [topic, rival] = topics;
  if (topic === undefined) return null;
  return rival === undefined ? giveAdvice(topic, context, { onData: has(sentence, 'on_data') }) : askTopic(topics, context);
}

/** "Дай совет", "what should I do": asks for advice and does not say about what; where nothing else answers, the topics are shown. */
export const asksForSomeAdvice = (sentence: Sentence): boolean => has(sentence, 'advice') || has(sentence, 'what_to_do');

/** Whether what was understood is no request: a question about a change, or words that nothing fits. */
function leavesRoom(understood: Understanding): boolean {
  switch (understood.type) {
    case 'nothing':
    case 'not_offered':
      return true;
    case 'choose':
      return understood.why === 'which' || understood.why === 'unexplained';
    case 'guarded':
      return understood.guard === 'question' && understood.near.length === 0;
    case 'unknown_change':
      return true;
    case 'run':
    case 'plan':
    case 'why':
      return false;
  }
}

/** Words that ask for advice whatever else stands there. */
const FORMS = ['advice', 'should', 'what_to_do'];
const INTERROGATIVES = new Set(['как', 'чем', 'что', 'какой', 'какая', 'какую', 'какие', 'каких', 'когда', 'how', 'what', 'which', 'when']);

function asksForAdvice(sentence: Sentence, understood: Understanding): boolean {
  if (FORMS.some((form) => has(sentence, form))) return true;
  // "Зачем поднимать цены?": asks about the change itself.
  if (understood.type === 'guarded') return has(sentence, 'why') || (!understood.namesWrite && isInterrogative(sentence));
  if (understood.type === 'unknown_change') return isInterrogative(sentence);
  return (isInterrogative(sentence) && (has(sentence, 'improve') || has(sentence, 'growth'))) || WHICH_TO_DO.some(([which, deed]) => says(sentence, which) && says(sentence, deed));
}

/** "Что с ценами делать", "какую скидку сделать": what is asked about stands between the words. */
const WHICH_TO_DO = [
  [/^что$/, /^делать$/],
  [/^как(?:ой|ую|ие|ое)$/, /^(?:сделать|дать|поставить|выбрать|провести|устроить|предложить|запустить)$/],
  [/^(?:what|which)$/, /^(?:try|choose|run|offer)$/],
] as const;

const says = ({ tokens }: Sentence, word: RegExp): boolean => tokens.some((token) => word.test(token.word));

const has = ({ tokens }: Sentence, name: string): boolean => tokens.some(({ concept }) => concept?.name === name);
const isInterrogative = ({ tokens }: Sentence): boolean => tokens.some(({ word }) => INTERROGATIVES.has(word));
