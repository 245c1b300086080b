import fc from 'fast-check';
import { createActionRegistry } from '../model/action-definition';
import { buildPlan, type BuiltPlan, type PlanRules } from './build-plan';
import { fillIn, figuresIn } from './fill-in';
import { PLAN_CONDITIONS, type DraftStep } from './plan-steps';
import { resolvePlan } from './resolve-plan';

const registry = createActionRegistry(
  [
    { tool: 'change', conflictGroups: [], execution: { type: 'shop', kind: 'prices/bump' } },
    { tool: 'other_change', conflictGroups: [], execution: { type: 'shop', kind: 'prices/bump' } },
    { tool: 'team', conflictGroups: [], execution: { type: 'team', messages: () => [] } },
  ],
  ['change', 'other_change', 'team'].map((name) => ({ name, version: '1.0', kind: 'action' })),
);
const rules: PlanRules = { registry, mayAct: () => true, isOffered: () => true };

const tool = (name: string, when = 'always'): DraftStep => ({ kind: 'TOOL', when, title: name, tool: name, payload: {} });
const team = (when = 'commit_succeeded', name = 'team'): DraftStep => ({ kind: 'NOTIFY_TEAM', when, title: name, tool: name, payload: {}, message: null });
const causeOf = (built: BuiltPlan): string | null => (built.ok ? null : built.cause);
const build = (...steps: DraftStep[]) => buildPlan(steps, rules);

test('a read, the change and the message about it are a plan; their places are their ids', () => {
  const built = build(tool('read'), tool('change'), team());
  expect(built).toMatchObject({ ok: true, plan: { action: { id: 's2', tool: 'change' }, steps: [{ id: 's1' }, { id: 's2' }, { id: 's3', when: 'commit_succeeded' }] } });
});

test.each([
  ['nothing', [], 'NO_STEPS'],
  ['six steps', Array.from({ length: 6 }, () => tool('read')), 'TOO_MANY_STEPS'],
  ['a message first', [team('always')], 'FIRST_STEP_NOT_A_TOOL'],
  ['a condition outside the table', [tool('read'), tool('change', 'anomalies_below_10')], 'CONDITION_NOT_SUPPORTED'],
  ['two changes', [tool('change'), tool('other_change')], 'SEVERAL_CHANGES'],
  ['two changes under different conditions', [tool('change'), tool('other_change', 'noop_true')], 'SEVERAL_CHANGES'],
  ['a message to the team as its change', [tool('team')], 'SEVERAL_CHANGES'],
  ['a message that wants a press beside that of the change', [tool('change'), team('would_apply_true')], 'SEVERAL_CHANGES'],
  ['a message about no change', [tool('read'), team()], 'NO_CHANGE_BEFORE'],
  ['a read that depends on a change that is not there', [tool('read', 'noop_true')], 'NO_CHANGE_BEFORE'],
  ['two messages about one commit', [tool('change'), team(), team()], 'SEVERAL_MESSAGES'],
  ['a message by a tool that tells nobody', [tool('change'), team('commit_succeeded', 'read')], 'NOT_A_TEAM_TOOL'],
])('%s is no plan', (_what, steps, cause) => {
  expect(causeOf(buildPlan(steps, rules))).toBe(cause);
});

test('an action that its asker may not have, or the shop does not offer, blocks the plan', () => {
  const steps = [tool('read'), tool('change'), team()];
  expect(buildPlan(steps, { ...rules, mayAct: (name) => name === 'team' })).toEqual({ ok: false, cause: 'TOOL_NOT_ALLOWED', step: 's2' });
  expect(buildPlan(steps, { ...rules, mayAct: (name) => name === 'change' })).toEqual({ ok: false, cause: 'TOOL_NOT_ALLOWED', step: 's3' });
  expect(buildPlan(steps, { ...rules, isOffered: (name) => name !== 'change' })).toEqual({ ok: false, cause: 'UPSTREAM_NOT_IMPLEMENTED', step: 's2' });
  expect(buildPlan([tool('read')], { ...rules, mayAct: () => false }).ok).toBe(true);
});

const anyStep: fc.Arbitrary<DraftStep> = fc
  .tuple(fc.constantFrom('TOOL', 'NOTIFY_TEAM'), fc.constantFrom('read', 'change', 'other_change', 'team'), fc.constantFrom('always', ...PLAN_CONDITIONS, 'if_it_rains'))
  .map(([kind, name, when]) => (kind === 'TOOL' ? tool(name, when) : team(when, name === 'read' ? 'team' : name)));

test('whatever is let pass has one change at most, one press at most in each outcome, and nothing follows but the commit of that change', () => {
  let passed = 0;
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 6 }), (drafts) => {
      const built = buildPlan(drafts, rules);
      if (!built.ok) return;
      passed += 1;
      const { steps, action } = built.plan;
      expect(steps.map(({ id }) => id)).toEqual(drafts.map((_draft, at) => `s${at + 1}`));
      expect(steps.map(({ tool: name, when }) => [name, when])).toEqual(drafts.map(({ tool: name, when }) => [name, when]));
      expect(steps.length).toBeLessThanOrEqual(5);
      expect(steps.filter((step) => step.kind === 'TOOL' && registry.named(step.tool) !== null)).toEqual(action === null ? [] : [action]);
      for (const outcome of ['would_apply', 'noop'] as const) {
        const resolved = resolvePlan(steps, action?.id ?? '', outcome);
        const presses = resolved.filter(({ fate }) => fate === 'confirms');
        expect(presses.length).toBeLessThanOrEqual(1);
        const follows = resolved.filter(({ fate }) => fate === 'follows');
        if (follows.length > 0) expect([outcome, presses.map(({ id }) => id)]).toEqual(['would_apply', [action?.id]]);
        expect(follows.filter(({ kind }) => kind === 'NOTIFY_TEAM').length).toBeLessThanOrEqual(1);
        expect(resolved.filter(({ kind, fate }) => kind === 'NOTIFY_TEAM' && fate === 'runs')).toEqual([]);
        if (action !== null) expect(resolved.find(({ id }) => id === action.id)?.fate).toBe(outcome === 'would_apply' ? 'confirms' : 'skipped');
      }
    }),
    { numRuns: 3_000 },
  );
  expect(passed).toBeGreaterThan(50);
});

test('only the three figures are filled in, each as plain text, whatever else stands in the braces', () => {
  const figures = { affected_count: '15', finished_at: '12:00', operation_id: '<op>' };
  expect(fillIn('{affected_count} of {total}, {operation_id} {{finished_at}} {Affected_count}', figures)).toBe('15 of {total}, &lt;op&gt; {12:00} {Affected_count}');
  expect(figuresIn('at {finished_at}, {operation_id}')).toEqual(['finished_at', 'operation_id']);
  fc.assert(fc.property(fc.string().filter((text) => figuresIn(text).length === 0), (text) => expect(fillIn(text, figures)).toBe(text)));
});
