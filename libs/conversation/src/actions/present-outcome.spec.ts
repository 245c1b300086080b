import type { ProposalView, StoredPreview } from '@ownerbot/actions';
import { presentOutcome } from './present-outcome';
import { presentPreview } from './present-preview';
import type { ActionFacts, ActionPresenter } from './action-presenter';
import { replyContext } from '../decide/reply-context';
import { aStatus, composeEcho } from '../fixtures/echo-domain';

const context = replyContext(composeEcho(), {
  principal: { telegramId: '7', roles: ['owner'] }, chatId: '7', firstName: null, owner: { locale: 'en', timezone: null }, status: aStatus, kept: {}, now: new Date('2027-03-18T11:00:00Z'),
  tenant: { project: 'ownerbot', shopId: 1, currency: 'EUR', timezone: 'Europe/Berlin', locale: 'en', orderPrefix: 'OB-', productPrefix: 'PRD-', lookPrefix: 'LOOK-' },
});
const row = (id: number) => ({ id, label: `<${id}>`, before: '1.00', after: '2.00', delta_pct: '100.00' });
const SIDE = { coupons_disabled: ['HOODIE15'], compare_at_cleared: 2, rollback_available: true };

const data: StoredPreview['data'] = {
  status: 'preview', would_apply: true, noop_reason: null, affected_count: 7, scope: { kind: 'all' }, targets: { total: 7, ids: [], truncated: false }, target_set_hash: 'h', snapshot: {},
  examples: [1, 2, 3, 4, 5, 6].map(row), max_delta_pct: '100.00', anomaly: null, force_required: true, force_reasons: ['ABS_DELTA', 'MASS_CHANGE'], rejected: [], rejected_count: 0, side_effects: SIDE, summary: '',
};
const preview: StoredPreview = { data, warnings: [{ code: 'COUPONS_WILL_BE_DISABLED', message_key: '', params: {} }], provenance: null };
const plain: ActionPresenter = { title: () => 'A title' };

function shown(presenter: ActionPresenter): string {
  const facts: ActionFacts = { proposalId: 'p', tool: 'set', mode: 'DEMO', asked: {}, commit: {}, preview, result: null };
  return presentPreview(presenter, { facts, forceRequired: true, expiresAt: context.now }, context).html;
}

function done(presenter: ActionPresenter, result: object): string {
  const proposal = { proposalId: 'p', correlationId: 'tg-1-2', tool: 'set', mode: 'DEMO', asked: {}, payloadCommit: {}, preview, result: { affected_count: 7, ...result }, state: 'committed', settledBy: 'commit', unknownAt: null, targetTotal: 7 };
  const view: ProposalView = { proposal: proposal as unknown as ProposalView['proposal'], at: context.now, about: 'state', asksOwner: false, freshPreview: false };
  return presentOutcome(presenter, view, context).html;
}

test('a preview names what comes along, why it wants a button of its own, and that it can be taken back', () => {
  expect(shown(plain)).toMatchInlineSnapshot(`
"<b>A title</b>

Will change: <b>7</b>
Largest change: +100%
Examples:
• &lt;1&gt;: 1.00 → 2.00 (+100%)
• &lt;2&gt;: 1.00 → 2.00 (+100%)
• &lt;3&gt;: 1.00 → 2.00 (+100%)
• &lt;4&gt;: 1.00 → 2.00 (+100%)
• &lt;5&gt;: 1.00 → 2.00 (+100%)
⚠️ A price moves by more than €100.00.
⚠️ Very many rows change at once.
Coupons that will be disabled: HOODIE15.
Products that lose their crossed-out old price: 2.
This can be rolled back later.

<i>Valid until 12:00.</i>"
`);
});

test('a domain may name the rows and the way back itself', () => {
  const own: ActionPresenter = { ...plain, label: ({ id }) => `no. ${id}`, value: (text) => `${text} €`, rollback: () => 'It is changed back by hand.' };
  expect(shown(own)).toContain('• no. 1: 1.00 € → 2.00 € (+100%)');
  expect(shown(own)).toContain('It is changed back by hand.');
  expect(shown(own)).not.toContain('rolled back');
  expect(shown({ ...plain, rollback: () => null })).not.toContain('rolled back');
});

test('an outcome shows some rows, what came along, and whether it can be taken back', () => {
  expect(done(plain, { examples: [], side_effects: SIDE, rollback_available: true, warnings: [{ code: 'COUPONS_WILL_BE_DISABLED' }] })).toMatchInlineSnapshot(`
"<b>A title</b>

✅ Done.
Changed: <b>7</b>.
• &lt;1&gt;: 1.00 → 2.00 (+100%)
• &lt;2&gt;: 1.00 → 2.00 (+100%)
• &lt;3&gt;: 1.00 → 2.00 (+100%)
Coupons that were disabled: HOODIE15.
Products that lost their crossed-out old price: 2.
This can be rolled back.

<i>request 2</i>"
`);
});

test('the rows are those that the shop tells, where it tells them', () => {
  const text = done(plain, { examples: [row(9)], side_effects: { coupons_disabled: [], compare_at_cleared: 0, rollback_available: false }, rollback_available: false });
  expect(text).toContain('• &lt;9&gt;: 1.00 → 2.00 (+100%)\nThis cannot be rolled back.');
  expect(text).not.toContain('&lt;1&gt;');
});

test('where a domain shows the change in its own way, rows are not repeated', () => {
  expect(done({ ...plain, effect: () => ['mine'], rollback: () => null }, { examples: [row(9)] })).toBe('<b>A title</b>\n\n✅ Done.\nChanged: <b>7</b>.\n\n<i>request 2</i>');
});
