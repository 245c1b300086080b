import { mockPlanner } from './providers/mock';
import { openaiPlanner } from './providers/openai';
import type { PlanProvider } from './providers/provider';
import { readFixtures } from './providers/read-fixtures';

export const LLM_PROVIDERS = ['OFF', 'MOCK', 'OPENAI'] as const;
export type LlmProvider = (typeof LLM_PROVIDERS)[number];

export interface PlanProviderOptions {
  readonly provider: LlmProvider;
  readonly mockFixtures: string | undefined;
  readonly openaiModel: string;
  readonly timeoutSeconds: number;
}

export interface OpenaiAccount {
  readonly apiKey: string | undefined;
  readonly baseUrl: string;
}

/** The provider that the settings name; null where the planner is off, or the provider lacks what it needs. @throws StartRefusedError for fixtures that are none */
export function createPlanProvider({ provider, mockFixtures, openaiModel, timeoutSeconds }: PlanProviderOptions, { apiKey, baseUrl }: OpenaiAccount): PlanProvider | null {
  switch (provider) {
    case 'OFF':
      return null;
    case 'MOCK':
      return mockFixtures === undefined ? null : mockPlanner(readFixtures(mockFixtures));
    case 'OPENAI':
      return apiKey === undefined ? null : openaiPlanner({ baseUrl, apiKey, model: openaiModel, timeoutMs: timeoutSeconds * 1_000 });
  }
}
