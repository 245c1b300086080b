import { Setting, settingTypes } from '@ownerbot/runtime';
import { LLM_PROVIDERS, type LlmProvider } from './create-provider';

const { file, integer, list, oneOf, text } = settingTypes;

/** The planner: who is asked what a text means that no phrase matched, and how far it may go. */
export class LlmSettings {
  @Setting({ key: 'LLM_PROVIDER', type: oneOf(LLM_PROVIDERS), readBy: ['worker'], default: 'OFF', about: 'who is asked about texts that no phrase matches' })
  readonly provider: LlmProvider;

  @Setting({ key: 'OPENAI_LLM_MODEL', type: text({ max: 100 }), readBy: ['worker'], default: 'gpt-4.1-mini', about: 'model of LLM_PROVIDER=OPENAI' })
  readonly openaiModel: string;

  @Setting({ key: 'LLM_TIMEOUT_SECONDS', type: integer({ min: 1, max: 25 }), readBy: ['worker'], default: 20, about: 'whole call with its one repetition; also how long the chat waits' })
  readonly timeoutSeconds: number;

  @Setting({ key: 'LLM_MAX_INPUT_CHARS', type: integer({ min: 100, max: 4_096 }), readBy: ['worker'], default: 2_000, about: "the owner's text is cut to this" })
  readonly maxInputChars: number;

  @Setting({ key: 'LLM_ALLOWED_ACTION_TOOLS', type: list(text({ max: 64, matches: /^[a-z][a-z0-9_]*$/, form: 'name of an action tool' })), readBy: ['worker'], default: ['notify_team', 'flag_order'], about: 'actions that the planner may preview' })
  readonly allowedActionTools: readonly string[];

  @Setting({ key: 'LLM_DAILY_REQUESTS', type: integer({ min: 0, max: 100_000 }), readBy: ['worker'], default: 200, about: 'requests of one owner in a day of theirs' })
  readonly dailyRequests: number;

  @Setting({ key: 'LLM_DAILY_TOKENS', type: integer({ min: 0, max: 100_000_000 }), readBy: ['worker'], default: 300_000, about: 'tokens of one owner in a day of theirs' })
  readonly dailyTokens: number;

  @Setting({ key: 'MOCK_LLM_FIXTURES', type: file(), readBy: ['worker'], about: "the mock's answers by text" })
  readonly mockFixtures: string | undefined;
}
