import { noPlan } from '../errors';
import type { JsonSchema } from '../schema/json-schema';
import { mismatches } from '../schema/mismatches';
import { withoutNulls, type Payload } from '../tools/check-payload';
import { LONGEST, MOST } from './answer-limits';
import type { AdviceTopic, Grounding, PlanAnswer, PlanKind } from './plan-answer';

/** An answer as the schema has it. */
interface WireAnswer {
  readonly kind: PlanKind;
  readonly call: { readonly tool: string; readonly payload: Payload } | null;
  readonly advice: WireAdvice | null;
  readonly question: string | null;
  readonly confidence: number;
  readonly grounding: readonly Grounding[];
}

interface WireAdvice {
  readonly topic: AdviceTopic;
  readonly title: string;
  readonly hypotheses: readonly string[];
  readonly risks: readonly string[];
  readonly experiments: readonly string[];
  readonly suggested_tools: readonly { readonly tool: string; readonly why: string }[] | null;
  readonly suggested_actions: readonly { readonly template_id: string; readonly why: string }[] | null;
}

/** The answer, if it has the schema's shape, keeps the lengths, and says exactly one thing. @throws PlannerError `invalid` with paths, never with values */
export function readAnswer(schema: JsonSchema, value: unknown): PlanAnswer {
  const wrong = mismatches(schema, value);
  if (wrong.length > 0) throw noPlan('invalid', `the answer has another shape at ${wrong.slice(0, 5).join(', ')}`);
  // The schema is made for this type: that is what the comparison above has shown.
  const wire = value as WireAnswer;
  const tooMuch = excess(wire);
  if (tooMuch.length > 0) throw noPlan('invalid', `the answer is out of range at ${tooMuch.join(', ')}`);
  const { kind, call, advice, question, confidence, grounding } = wire;
  const parts = { confidence, grounding };
  if (kind === 'TOOL' && call !== null && advice === null && question === null) return { kind, call: { tool: call.tool, payload: withoutNulls(call.payload) }, ...parts };
  if (kind === 'ADVICE' && advice !== null && call === null && question === null) return { kind, advice: adviceOf(advice), ...parts };
  if (kind === 'UNKNOWN' && question !== null && call === null && advice === null) return { kind, question, ...parts };
  throw noPlan('invalid', 'the answer does not say exactly one thing');
}

function adviceOf({ suggested_tools, suggested_actions, ...advice }: WireAdvice) {
  return { ...advice, suggestedTools: suggested_tools ?? [], suggestedActions: (suggested_actions ?? []).map(({ template_id, why }) => ({ templateId: template_id, why })) };
}

/** Names of the parts that are longer or larger than they may be. */
function excess({ advice, question, confidence, grounding }: WireAnswer): string[] {
  const found: string[] = [];
  const check = (name: string, isGood: boolean): void => void (isGood || found.push(name));
  check('confidence', confidence >= 0 && confidence <= 1);
  check('question', question === null || (isText(question, LONGEST.question) && question.trim() !== ''));
  check('grounding', grounding.length <= MOST.grounding && grounding.every(({ path, quote }) => isText(path, LONGEST.path) && isText(quote, LONGEST.quote)));
  if (advice === null) return found;
  check('advice.title', isText(advice.title, LONGEST.title));
  for (const part of ['hypotheses', 'risks', 'experiments'] as const) check(`advice.${part}`, advice[part].length <= MOST[part] && advice[part].every((one) => isText(one, LONGEST.line)));
  for (const part of ['suggested_tools', 'suggested_actions'] as const) {
    const all: readonly { readonly why: string }[] = advice[part] ?? [];
    check(`advice.${part}`, all.length <= MOST.suggestions && all.every(({ why }) => isText(why, LONGEST.line)));
  }
  return found;
}

const isText = (text: string, longest: number): boolean => [...text].length <= longest;
