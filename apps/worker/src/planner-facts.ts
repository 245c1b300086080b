import { CIRCUIT_KEY, type PlannerFacts } from '@ownerbot/conversation';
import { decideCircuit, readCircuit, type PlanProvider } from '@ownerbot/planner';
import { readKept, type Database } from '@ownerbot/storage';

/** How the planner's provider does, as all workers together have seen it. */
export async function readPlannerFacts(db: Database, provider: PlanProvider, at: Date): Promise<PlannerFacts> {
  const circuit = readCircuit((await readKept(db, [CIRCUIT_KEY], at))[CIRCUIT_KEY]);
  const { provider: name, model, fingerprint } = provider;
  const decision = decideCircuit(circuit, at.getTime(), fingerprint);
  if (decision.isAllowed) return { provider: name, model, state: 'ok', until: null };
  return decision.why === 'PROVIDER_BROKEN' ? { provider: name, model, state: 'broken', until: null } : { provider: name, model, state: 'paused', until: new Date(decision.untilMs).toISOString() };
}
