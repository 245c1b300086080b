import type { PlanAdvice, PlanCall } from '../answer/plan-answer';
import { CALL_CHECKS, ended } from './checks';
import type { PlanMaterial } from './material';
import type { PlanOutcome } from './outcome';

/**
 * What may become of an answer. The first guardrail that refuses ends the plan as a whole. Pure, so that an answer that was kept can be
 * judged again under what holds now.
 */
export function judgePlan(material: PlanMaterial): PlanOutcome {
  const { admission, answer } = material;
  if (!admission.isAdmitted) return ended(1, admission.why, { type: 'help' });
  if (answer === null) return ended(2, 'UNREADABLE', { type: 'help' });
  switch (answer.kind) {
    case 'TOOL':
      return judgeCall(answer.call, material);
    case 'ADVICE':
      return { type: 'advice', advice: withinOffer(answer.advice, material), confidence: answer.confidence };
    case 'UNKNOWN':
      return { type: 'question', text: answer.question };
  }
}

function judgeCall(call: PlanCall, material: PlanMaterial): PlanOutcome {
  const descriptor = material.tools.find(({ name }) => name === call.tool);
  if (descriptor?.isBuilt !== true || !material.offered.includes(call.tool)) return ended(3, 'TOOL_NOT_OFFERED', { type: 'help' });
  for (const check of CALL_CHECKS) {
    const end = check({ ...call, descriptor }, material);
    if (end !== null) return end;
  }
  return { type: descriptor.kind === 'read' ? 'run' : 'preview', source: 'llm', tool: call.tool, payload: call.payload };
}

/** Advice suggests reads of the offer alone; that its templates exist, the schema has seen to. */
function withinOffer(advice: PlanAdvice, { tools, offered }: PlanMaterial): PlanAdvice {
  const isRead = (name: string): boolean => offered.includes(name) && tools.some((tool) => tool.name === name && tool.kind === 'read' && tool.isBuilt);
  return { ...advice, suggestedTools: advice.suggestedTools.filter(({ tool }) => isRead(tool)) };
}
