import type { CallbackSpec, Incoming } from '@ownerbot/conversation';
import { adviceCallbacks, adviceFacts } from '../advice/routes/press-advice';
import { fxPanelFacts, routeFx } from '../panels/fx-panel';
import { followUpFacts, routeFollowUp } from '../replies/follow-ups';
import { lastListFacts } from '../replies/last-list';
import { namedRowsFacts } from '../replies/named-rows';
import { pageFacts, routePage } from '../tools/orders-search/pages';

/** Buttons of this domain: requests kept with an answer, pages of a list, the draft of the rate's settings, advice. */
export const callbacks: readonly CallbackSpec[] = [
  { prefix: 'go:', route: ({ data }, context) => routeFollowUp(data, context) },
  { prefix: 'fx:', route: ({ data }, context) => routeFx(data, context) },
  { prefix: 'pg:', route: ({ data }, context) => routePage(data, context) },
  ...adviceCallbacks,
];

/** Kept values that a press needs. */
export function factKeys(incoming: Incoming): readonly string[] {
  return [...lastListFacts(incoming), ...namedRowsFacts(incoming), ...followUpFacts(incoming), ...pageFacts(incoming), ...fxPanelFacts(incoming), ...adviceFacts(incoming)];
}
