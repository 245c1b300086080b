import { neverPlannedIn, payloadProblems } from '../tools/check-payload';
import { findWrongSign, namesSameTargets } from './check-direction';
import { findUngrounded } from './check-grounding';
import type { KnownCall, PlanMaterial } from './material';
import type { GuardCode, NextStep, PlanEnd } from './outcome';

/** Looks at one thing; null: nothing stands in the way. */
export type Check = (call: KnownCall, material: PlanMaterial) => PlanEnd | null;

export const ended = (check: number, code: GuardCode, next: NextStep): PlanEnd => ({ type: 'ended', check, code, next });

/** 4. */
export const checkAllowed: Check = ({ tool, descriptor }, { allowedActions }) =>
  descriptor.kind === 'action' && !allowedActions.includes(tool) ? ended(4, 'ACTION_TOOL_NOT_ALLOWED', { type: 'template', tool, all: false }) : null;

/** 5. */
export const checkMark: Check = ({ tool, descriptor }, { noWrites }) => (descriptor.kind === 'action' && noWrites ? ended(5, 'NO_WRITES', { type: 'advice_or_clarification', tool }) : null);

/** 6. Our own rules first: they name fields even where the tool's class would refuse the payload as a whole. */
export const checkPayload: Check = ({ tool, payload, descriptor }, { checkTool }) => {
  const [forbidden] = neverPlannedIn(payload);
  if (forbidden !== undefined) return ended(6, 'PAYLOAD_REFUSED', { type: 'ask_value', tool, path: forbidden, why: 'unknown', allowed: '' });
  const [problem] = [...payloadProblems(descriptor.fields, payload), ...checkTool(tool, payload)];
  return problem === undefined ? null : ended(6, 'PAYLOAD_REFUSED', { type: 'ask_value', tool, path: problem.path, why: problem.rule, allowed: problem.allowed });
};

/** 7. */
export const checkGrounding: Check = ({ tool, payload, descriptor }, { text, readings }) => {
  const found = findUngrounded(descriptor.fields, payload, text, readings);
  return found === null ? null : ended(7, 'UNGROUNDED', { type: 'ask_value', tool, path: found.path, why: 'ungrounded', allowed: found.allowed });
};

/** 8. Only the owner's own button may say "all". */
export const checkDirection: Check = ({ tool, payload, descriptor }, { text, readings }) => {
  if (descriptor.scope !== null && readings.wantsAll(text)) return ended(8, 'ALL_ASKED', { type: 'template', tool, all: true });
  if (!namesSameTargets(descriptor, payload, text, readings)) return ended(8, 'TARGETS_DIFFER', { type: 'ask_targets', tool });
  const path = findWrongSign(descriptor.fields, payload, readings.signIn(text));
  return path === null ? null : ended(8, 'SIGN_DIFFERS', { type: 'ask_sign', tool, path });
};

/** 9. */
export const checkCapability: Check = ({ tool, descriptor }) => (descriptor.capability === 'no' ? ended(9, 'UPSTREAM_NOT_IMPLEMENTED', { type: 'not_in_this_mode', tool }) : null);

/** 10. */
export const checkConfidence: Check = ({ tool, payload, descriptor }, { answer, heard, thresholds }) => {
  const next: NextStep = { type: 'ask_candidate', tool, payload };
  if (!((answer?.confidence ?? 0) >= thresholds[descriptor.kind])) return ended(10, 'CONFIDENCE_LOW', next);
  return heard !== null && !((heard.confidence ?? 0) >= heard.threshold) ? ended(10, 'VOICE_UNSURE', next) : null;
};

/** From the fourth on, in the one order: an earlier reason is told rather than a later one. */
export const CALL_CHECKS: readonly Check[] = [checkAllowed, checkMark, checkPayload, checkGrounding, checkDirection, checkCapability, checkConfidence];
