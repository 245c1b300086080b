import type { ReplyContext, Route } from '@ownerbot/conversation';
import type { PlanAdvice } from '@ownerbot/planner';
import { sectionButton } from '../../replies/buttons';
import { adviceId, keptBrief, PLAYBOOK_CONFIDENCE, type GivenAdvice } from '../given-advice';
import { topicButton } from '../topic-button';
import type { AdviceTopic } from '../topics';
import { writeAdvice } from '../write-advice';

/** The playbook of a topic. `onData`: with its brief, from the last minutes or built now. */
export function giveAdvice(topic: AdviceTopic, context: ReplyContext, { onData = false } = {}): Route {
  const given = givenNow({ topic, confidence: PLAYBOOK_CONFIDENCE, plan: null }, context);
  if (!onData) return { type: 'reply', reply: writeAdvice(given, { brief: null, isNew: true }, context) };
  const brief = keptBrief(topic, context);
  return brief === null ? buildBrief(given, { isNew: true }) : { type: 'reply', reply: writeAdvice(given, { brief, isNew: true }, context) };
}

/** What the planner advises, said in the same way; `confidence` is its own. */
export function giveAdviceOfPlan(plan: PlanAdvice, confidence: number, context: ReplyContext): Route {
  return { type: 'reply', reply: writeAdvice(givenNow({ topic: plan.topic, confidence, plan }, context), { brief: null, isNew: true }, context) };
}

/** Runs the reads of the topic; their answer is the advice with its brief. */
export function buildBrief(given: GivenAdvice, { isNew }: { readonly isNew: boolean }): Route {
  return { type: 'tool', tool: 'advice_brief', payload: { topic: given.topic }, follows: { given, isNew } };
}

/** Topics that a text names alike. */
export function askTopic(topics: readonly AdviceTopic[], context: ReplyContext): Route {
  return { type: 'reply', reply: { html: context.texts.html('advice.which'), buttons: [...topics.map((topic) => [topicButton(topic, context)]), [sectionButton(context, 'advisor')]] } };
}

/** A repeated turn gives the same advice the same id: it happens at the same moment of the same chat. */
function givenNow(given: Omit<GivenAdvice, 'id'>, { chatId, now }: ReplyContext): GivenAdvice {
  return { ...given, id: adviceId(`${chatId}/${now.toISOString()}/${given.topic}`) };
}
