import { sql } from '@ownerbot/storage';
import { leakCheck, startSystem, SYSTEM_OWNER, type System } from '@ownerbot/testing';
import { ownerChat, textOf, type OwnerChat } from './support/owner-chat';
import { scriptedLlm, type ScriptedLlm } from './support/scripted-llm';

const KEY = 'sk-test-0123456789abcdef';

let llm: ScriptedLlm;
let system: System;
let chat: OwnerChat;
beforeAll(async () => {
  llm = await scriptedLlm();
  system = await startSystem({ backend: 'postgres', env: { LLM_PROVIDER: 'OPENAI', OPENAI_API_KEY: KEY, OPENAI_BASE_URL: llm.url } });
  chat = ownerChat(system, SYSTEM_OWNER);
});
afterAll(async () => {
  await system.stop();
  await llm.stop();
});

const audited = async (eventType: string): Promise<string> =>
  (await system.db.query<{ text: string }>(sql`select coalesce(string_agg(severity || ' ' || fields::text, ' '), '') as text from audit_events where event_type = ${eventType}`))[0]?.text ?? '';

test('a text that no phrase matches is answered by the tool that the model names, and no phone leaves the machine', async () => {
  llm.answer(200, { kind: 'TOOL', call: { tool: 'chats_unanswered', payload: { threshold_hours: 6, limit: null } }, advice: null, question: null, confidence: 0.9, grounding: [] });
  await chat.write('не заждались ли люди больше шести часов, +49 151 23456789');
  await chat.shown(/DEMO[^]*6/);
  const [call] = llm.calls;
  expect([llm.calls.length, call?.path, call?.headers.authorization]).toEqual([1, '/v1/responses', `Bearer ${KEY}`]);
  expect(call?.body).toContain('<PHONE_1>');
  expect(call?.body).not.toContain('23456789');
  expect(await audited('llm_intent_planned')).toMatch(/info .*"outcome": "run"/);
  expect(await audited('llm_intent_planned')).not.toContain('не заждались');
});

test('a refused key is told to operators and on the page of the systems, the owner gets the help, and nobody is asked again', async () => {
  llm.answer(401);
  const before = llm.calls.length;
  expect(textOf(await chat.ask('не заждались ли наши люди'))).not.toContain('401');
  expect(textOf(await chat.ask('не заждались ли тут люди'))).not.toBe('');
  expect(llm.calls.length - before).toBe(1);
  expect(await audited('llm_provider_broken')).toMatch(/^error .*BAD_CONFIG/);
  await chat.write('всё ли работает');
  await chat.shown(/Языковая модель: не работает/);
});

leakCheck();
