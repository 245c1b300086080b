import type { ToolDescriptor } from '../tools/tool-descriptor';
import { ADVICE_TOPICS, PLAN_KINDS } from '../answer/plan-answer';
import { MOST, mostText } from '../answer/answer-limits';
import { closed, NOTHING, type JsonSchema } from './json-schema';
import { payloadSchema } from './payload-schema';

/** What an answer may name. */
export interface Offer {
  readonly tools: readonly ToolDescriptor[];
  /** Ids of the templates that advice may lead to: those of changes. */
  readonly actionTemplates: readonly string[];
}

/** The strict schema of an answer to this offer: names outside it cannot be written at all. */
export function answerSchema({ tools, actionTemplates }: Offer): JsonSchema {
  const reads = tools.filter(({ kind }) => kind === 'read').map(({ name }) => name);
  return closed({
    kind: { type: 'string', enum: PLAN_KINDS },
    call: { anyOf: [...tools.map(callSchema), NOTHING] },
    advice: { anyOf: [adviceSchema(reads, actionTemplates), NOTHING] },
    question: { type: ['string', 'null'], description: `one question in the owner's language, for UNKNOWN; ${mostText('question')}` },
    confidence: { type: 'number', description: '0..1' },
    grounding: {
      type: 'array',
      description: 'for each value taken from the text',
      items: closed({ path: { type: 'string', description: 'path in the payload' }, quote: { type: 'string', description: 'the exact words of the owner' } }),
    },
  });
}

function callSchema({ name, purpose, fields }: ToolDescriptor): JsonSchema {
  return closed({ tool: { type: 'string', enum: [name] }, payload: payloadSchema(fields) }, purpose);
}

function adviceSchema(reads: readonly string[], actionTemplates: readonly string[]): JsonSchema {
  return closed({
    topic: { type: 'string', enum: ADVICE_TOPICS },
    title: { type: 'string', description: mostText('title') },
    hypotheses: texts(MOST.hypotheses),
    risks: texts(MOST.risks),
    experiments: texts(MOST.experiments),
    suggested_tools: suggestions('tool', reads, MOST.suggestions),
    suggested_actions: suggestions('template_id', actionTemplates, MOST.suggestions),
  });
}

const texts = (most: number): JsonSchema => ({ type: 'array', description: `at most ${most}, each ${mostText('line')}`, items: { type: 'string' } });

/** An enum may not be empty: where nothing can be suggested, nothing but null is a suggestion. */
function suggestions(key: string, names: readonly string[], most: number): JsonSchema {
  if (names.length === 0) return NOTHING;
  return { type: 'array', description: `at most ${most}`, items: closed({ [key]: { type: 'string', enum: names }, why: { type: 'string', description: mostText('line') } }) };
}
