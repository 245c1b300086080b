import { isObject } from '../tools/check-payload';
import { ADVICE_TOPICS, type PlanAdvice, type PlanAnswer } from './plan-answer';

/** An answer as it was stored between two steps; null for anything else. What it may lead to is for the guardrails, as ever. */
export function readStoredAnswer(value: unknown): PlanAnswer | null {
  if (!isObject(value) || typeof value['confidence'] !== 'number' || !Number.isFinite(value['confidence'])) return null;
  // Quotes are a hint that nothing is decided by.
  const parts = { confidence: value['confidence'], grounding: [] };
  const { kind, call, advice, question } = value;
  if (kind === 'UNKNOWN') return { kind, question: typeof question === 'string' ? question : null, ...parts };
  if (kind === 'TOOL' && isObject(call) && typeof call['tool'] === 'string' && isObject(call['payload'])) return { kind, call: { tool: call['tool'], payload: call['payload'] }, ...parts };
  const read = kind === 'ADVICE' ? readAdvice(advice) : null;
  return read === null ? null : { kind: 'ADVICE', advice: read, ...parts };
}

function readAdvice(value: unknown): PlanAdvice | null {
  if (!isObject(value)) return null;
  const topic = ADVICE_TOPICS.find((one) => one === value['topic']);
  if (topic === undefined || typeof value['title'] !== 'string') return null;
  return {
    topic,
    title: value['title'],
    hypotheses: textsIn(value['hypotheses']),
    risks: textsIn(value['risks']),
    experiments: textsIn(value['experiments']),
    suggestedTools: listIn(value['suggestedTools']).flatMap(({ tool, why }) => (typeof tool === 'string' && typeof why === 'string' ? [{ tool, why }] : [])),
    suggestedActions: listIn(value['suggestedActions']).flatMap(({ templateId, why }) => (typeof templateId === 'string' && typeof why === 'string' ? [{ templateId, why }] : [])),
  };
}

const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []);
const listIn = (value: unknown) => (Array.isArray(value) ? value.filter(isObject) : []);
