import { loadSettings } from '@ownerbot/runtime';
import { passGate, type Sender } from './gate';
import { AccessSettings } from './settings';

const settings = (env: Record<string, string> = {}) =>
  loadSettings({ process: 'worker', classes: { access: AccessSettings }, env: { OWNER_IDS: '7, 8', ...env } }).access;

const owner: Sender = { userId: '7', isBot: false, chatKind: 'private', updateKind: 'message', text: 'kpi' };

const reasonOf = (sender: Partial<Sender>) => {
  const answer = passGate({ ...owner, ...sender }, settings());
  return answer.pass ? 'passed' : answer.reason;
};

describe('the owner gate', () => {
  test('an owner in a private chat becomes a principal with the role owner', () => {
    expect(passGate(owner, settings())).toEqual({ pass: true, principal: { telegramId: '7', roles: ['owner'] } });
  });

  test('without OWNER_IDS nobody passes', () => {
    expect(passGate(owner, settings({ OWNER_IDS: '' })).pass).toBe(false);
  });

  test.each<[string, Partial<Sender>]>([
    ['not_owner', { userId: '9' }],
    ['not_private', { chatKind: 'group' }],
    ['not_private', { chatKind: 'supergroup' }],
    ['not_private', { chatKind: 'channel', userId: null }],
    ['not_private', { chatKind: null, updateKind: 'shipping_query' }],
    ['no_user', { userId: null }],
    ['bot', { isBot: true }],
    ['update_kind', { updateKind: 'business_message' }],
    ['update_kind', { updateKind: 'inline_query', chatKind: null }],
  ])('is closed with %s for %o', (reason, sender) => {
    expect(reasonOf(sender)).toBe(reason);
  });

  test('a denial is recorded with who, where, what kind and an excerpt without digits, once per user and kind', () => {
    const answer = passGate({ ...owner, userId: '9', text: `позвони +49 170 1234567 или ٤٢ ${'я'.repeat(100)}` }, settings({ ACCESS_DENY_AUDIT_TTL_SEC: '90' }));
    expect(answer).toMatchObject({
      pass: false,
      audit: {
        eventType: 'access_denied',
        throttleKey: 'access-denied:9:message',
        ttlSec: 90,
        fields: { userId: '9', chatKind: 'private', updateKind: 'message', reason: 'not_owner', excerpt: `позвони +# # # или # ${'я'.repeat(49)}` },
      },
    });
  });

  test('an excerpt never ends in half a character', () => {
    const answer = passGate({ ...owner, userId: '9', text: '😀'.repeat(100) }, settings());
    expect(answer.pass ? null : answer.audit?.fields.excerpt).toBe('😀'.repeat(80));
  });

  test('denials are not recorded when that is switched off', () => {
    expect(passGate({ ...owner, userId: '9' }, settings({ ACCESS_DENY_AUDIT_ENABLED: '0' }))).toMatchObject({ pass: false, audit: null });
  });

  test('a stranger is told once only where that is switched on, and only for a private message', () => {
    const talkative = settings({ ACCESS_DENY_NOTIFY_ONCE: '1' });
    expect(passGate({ ...owner, userId: '9' }, talkative)).toMatchObject({ refuseOnceKey: 'access-refused:9' });
    expect(passGate({ ...owner, userId: '9', chatKind: 'group' }, talkative)).toMatchObject({ refuseOnceKey: null });
    expect(passGate({ ...owner, userId: '9', updateKind: 'callback_query' }, talkative)).toMatchObject({ refuseOnceKey: null });
    expect(passGate({ ...owner, userId: '9' }, settings())).toMatchObject({ refuseOnceKey: null });
  });
});
