import { composeDomains, conversationTexts, type ComposedDomains, type Domain } from '@ownerbot/conversation';
import { platformTexts } from '@ownerbot/messages';
import { ownerDomain } from '@ownerbot/owner';

/** The domains that this bot speaks of. The first one answers what nobody understands. */
const DOMAINS: readonly Domain[] = [ownerDomain];

/** @throws DomainsInvalidError, CatalogueError */
export function composeAll(): ComposedDomains {
  return composeDomains(DOMAINS, [platformTexts, conversationTexts]);
}
