import type { AdviceTopic } from '@ownerbot/planner';

export type { AdviceTopic } from '@ownerbot/planner';

/** What advice can be about, in the order of the panel. */
const ORDER: Readonly<Record<AdviceTopic, number>> = { PRICING_STRATEGY: 1, PROMO_STRATEGY: 2, ASSORTMENT_STRATEGY: 3, SEASON_TRENDS: 4, OPS_PRIORITY: 5, GROWTH_PLAN: 6 };

export const ADVICE_TOPICS = (Object.keys(ORDER) as AdviceTopic[]).sort((one, other) => ORDER[one] - ORDER[other]);

export const topicNamed = (name: unknown): AdviceTopic | null => ADVICE_TOPICS.find((one) => one === name) ?? null;
