import type { CallbackSpec, Incoming } from '@ownerbot/conversation';
import { parseCallback } from '@ownerbot/telegram';
import { followUpFacts, routeFollowUp } from '../replies/follow-ups';
import { isTemplateId, TEMPLATES } from '../templates';
import { pageFacts, routePage } from '../tools/orders-search/pages';

/** Buttons of this domain: ready-made requests, requests kept with an answer, pages of a list. */
export const callbacks: readonly CallbackSpec[] = [
  {
    prefix: 'tpl:',
    route: ({ data }) => {
      const callback = parseCallback(data);
      return callback?.type === 'template-run' && isTemplateId(callback.templateId) ? { type: 'tool', ...TEMPLATES[callback.templateId] } : { type: 'outdated' };
    },
  },
  { prefix: 'go:', route: ({ data }, context) => routeFollowUp(data, context) },
  { prefix: 'pg:', route: ({ data }, context) => routePage(data, context) },
];

/** Kept values that a press needs. */
export function factKeys(incoming: Incoming): readonly string[] {
  return [...followUpFacts(incoming), ...pageFacts(incoming)];
}
