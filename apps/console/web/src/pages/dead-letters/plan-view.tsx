import { List, Text } from '@mantine/core';
import type { ReplayPlan } from '../../../../src/contract';
import { durationText } from '../../texts/durations';
import { useTexts } from '../../texts/texts';

/** The dry run in words. */
export function PlanView({ plan }: { plan: ReplayPlan }) {
  const { t } = useTexts();
  return (
    <div aria-live="polite">
      <Text fw={600}>{t('plan.will', { will: plan.willReplay, matched: plan.matched, time: durationText(t, plan.seconds * 1_000) })}</Text>
      <List size="sm">
        {plan.skipped.map(({ reason, count }) => <List.Item key={reason}>{t('plan.skipped', { n: count, reason })}</List.Item>)}
        {plan.byCause.length > 1 && plan.byCause.map((one) => <List.Item key={one.fingerprint}>{one.count} × {one.kind} {one.code}</List.Item>)}
        {plan.updates > 0 && <List.Item>{t('plan.updates', { n: plan.updates })}</List.Item>}
        {plan.actions > 0 && <List.Item>{t('plan.actions', { n: plan.actions })}</List.Item>}
        {plan.chats.ranSince > 0 && <List.Item>{t('plan.since', { n: plan.chats.ranSince, chats: plan.chats.total })}</List.Item>}
      </List>
    </div>
  );
}
