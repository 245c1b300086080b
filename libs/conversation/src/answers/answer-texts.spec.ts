import type { ActionDefinition } from '@ownerbot/actions';
import type { ErrorInfo } from '@ownerbot/tools';
import { replyContext } from '../decide/reply-context';
import type { Domain, RunFacts } from '../domain/domain';
import { aStatus, aTenant, composeEcho, echoDomain } from '../fixtures/echo-domain';
import { errorReply } from './answer-texts';

const context = replyContext(composeEcho(), {
  principal: { telegramId: '7', roles: ['owner'] },
  chatId: '7',
  firstName: null,
  tenant: aTenant,
  owner: { locale: 'en', timezone: null },
  status: aStatus,
  kept: {},
  now: new Date('2027-03-15T12:00:00Z'),
});
const run: RunFacts = { id: 'tg-1-2-1', tool: 'echo', payload: { word: 'moon' } };
const error = (code: ErrorInfo['code']): ErrorInfo => ({ code, message_key: '', params: {}, retryable: false });
const buttons = (domain: Domain, code: ErrorInfo['code']) => errorReply({ domain, context, run, error: error(code), correlationId: 'tg-1-2' }).buttons;

test('under the text of a code stands what the domain offers instead', () => {
  const offering: Domain = { ...echoDomain, errorOffers: ({ code }) => (code === 'UPSTREAM_AUTH' ? [[{ text: 'systems', data: 'ui:systems' }]] : []) };
  expect(buttons(offering, 'UPSTREAM_AUTH')).toEqual([[{ text: 'systems', data: 'ui:systems' }]]);
  expect(buttons(offering, 'UPSTREAM_CONTRACT')).toEqual([]);
  expect(buttons(echoDomain, 'UPSTREAM_AUTH')).toEqual([]);
});

test('after a defect of ours a read may be tried again, a change may not', () => {
  const definition: ActionDefinition = { tool: 'echo', conflictGroups: ['echo'], execution: { type: 'shop', kind: 'prices/bump' } };
  const changing: Domain = { ...echoDomain, actions: [{ definition, presenter: { title: () => 'echo' } }] };
  expect(buttons(echoDomain, 'TOOL_EXECUTION_FAILED')).toEqual([[{ text: expect.any(String), data: 'retry:tg-1-2-1' }]]);
  expect(buttons(changing, 'TOOL_EXECUTION_FAILED')).toEqual([]);
  expect(buttons(changing, 'UPSTREAM_UNAVAILABLE')).toEqual([[{ text: expect.any(String), data: 'retry:tg-1-2-1' }]]);
});
