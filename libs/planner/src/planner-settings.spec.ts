import { loadSettings, SettingsError } from '@ownerbot/runtime';
import { LlmSettings, OpenaiSettings } from './planner-settings';

const load = (env: Record<string, string>) => loadSettings({ process: 'all', classes: { llm: LlmSettings, openai: OpenaiSettings }, env });

test('without a word about it the planner is off', () => {
  const { llm, openai } = load({});
  expect(llm).toEqual({
    provider: 'OFF',
    openaiModel: 'gpt-4.1-mini',
    timeoutSeconds: 20,
    maxInputChars: 2_000,
    allowedActionTools: ['notify_team', 'flag_order'],
    dailyRequests: 200,
    dailyTokens: 300_000,
    mockFixtures: undefined,
  });
  expect(openai).toEqual({ apiKey: undefined, baseUrl: 'https://api.openai.com' });
});

test('every key is read', () => {
  const env = { LLM_PROVIDER: 'OPENAI', OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: 'http://127.0.0.1:9/', OPENAI_LLM_MODEL: 'm', LLM_TIMEOUT_SECONDS: '25', LLM_MAX_INPUT_CHARS: '100', LLM_ALLOWED_ACTION_TOOLS: 'flag_order, create_coupon', LLM_DAILY_REQUESTS: '0', LLM_DAILY_TOKENS: '1', MOCK_LLM_FIXTURES: __filename };
  const { llm, openai } = load(env);
  expect(llm).toMatchObject({ provider: 'OPENAI', openaiModel: 'm', timeoutSeconds: 25, maxInputChars: 100, allowedActionTools: ['flag_order', 'create_coupon'], dailyRequests: 0, dailyTokens: 1, mockFixtures: __filename });
  expect(openai).toEqual({ apiKey: 'sk-1', baseUrl: 'http://127.0.0.1:9' });
});

test.each([
  ['LLM_PROVIDER', 'openai'],
  ['LLM_TIMEOUT_SECONDS', '26'],
  ['LLM_MAX_INPUT_CHARS', '99'],
  ['LLM_ALLOWED_ACTION_TOOLS', 'Drop Tables'],
  ['LLM_DAILY_REQUESTS', '-1'],
  ['OPENAI_BASE_URL', 'https://api.openai.com/v1'],
  ['MOCK_LLM_FIXTURES', '/nowhere.json'],
])('%s=%s stops the start', (key, value) => {
  expect(() => load({ [key]: value })).toThrow(SettingsError);
});
