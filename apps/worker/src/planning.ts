import type { ComposedDomains, Planning, PlanRules } from '@ownerbot/conversation';
import { answerSchema, createPlanProvider, descriptorFindings, offerTools, strictFindings, type PlanProvider } from '@ownerbot/planner';
import { SettingsError, StartRefusedError, type Logger, type SettingFinding } from '@ownerbot/runtime';
import type { WorkerSettings } from './settings';

export interface PlanningParts {
  readonly rules: PlanRules;
  /** Null: the planner is off. */
  readonly planning: Planning | null;
}

/** What this worker needs to plan; off, with a word in the log, where something of it is missing. @throws SettingsError for an action that nobody knows; StartRefusedError */
export function planningOf(settings: WorkerSettings, { composed, log }: { readonly composed: Pick<ComposedDomains, 'tools' | 'planner'>; readonly log: Logger }): PlanningParts {
  const { llm, openai } = settings;
  const unknown = llm.allowedActionTools.filter((name) => !composed.tools.some((tool) => tool.name === name && tool.kind === 'action'));
  if (unknown.length > 0) throw new SettingsError([{ key: 'LLM_ALLOWED_ACTION_TOOLS', found: unknown.join(', '), allowed: 'registered actions' }]);
  const provider: PlanProvider | null = createPlanProvider(llm, openai);
  const { allowedActionTools: allowedActions, dailyRequests, dailyTokens, maxInputChars } = llm;
  if (provider !== null) refuseWhatCannotBeAsked(composed, allowedActions);
  if (provider === null && llm.provider !== 'OFF') log.warn('planner_off', { provider: llm.provider, missing: missingOf(llm.provider) });
  return {
    rules: { isOn: provider !== null, allowedActions },
    planning: provider === null ? null : { provider, budget: { dailyRequests, dailyTokens }, maxInputChars, allowedActions },
  };
}

/** A schema that the service would refuse costs a request each time, and stops the planner for good: better no start. */
function refuseWhatCannotBeAsked({ planner }: Pick<ComposedDomains, 'planner'>, allowedActions: readonly string[]): void {
  if (planner === null) return;
  const tools = planner.tools({ status: { mode: 'DEMO' } });
  const findings = [...descriptorFindings(tools), ...strictFindings(answerSchema({ tools: offerTools(tools, allowedActions), actionTemplates: planner.actionTemplates() }))];
  if (findings.length > 0) throw new StartRefusedError('DOMAINS_INVALID', findings);
}

const missingOf = (provider: 'MOCK' | 'OPENAI'): string => (provider === 'MOCK' ? 'MOCK_LLM_FIXTURES' : 'OPENAI_API_KEY');

/** What the chosen provider cannot do without: with `PREFLIGHT_FAIL_FAST=0` the planner is off then. */
export function missingForPlanning({ llm, openai }: WorkerSettings): SettingFinding[] {
  if (llm.provider === 'MOCK' && llm.mockFixtures === undefined) return [{ key: 'MOCK_LLM_FIXTURES', found: 'nothing', allowed: 'a readable file, with LLM_PROVIDER=MOCK' }];
  if (llm.provider === 'OPENAI' && openai.apiKey === undefined) return [{ key: 'OPENAI_API_KEY', found: 'nothing', allowed: 'a key, with LLM_PROVIDER=OPENAI' }];
  return [];
}
