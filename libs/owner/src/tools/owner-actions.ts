import { actionOf, type OwnerAction } from './acting/action-words';
import { sisPricesBump } from './sis-prices-bump/sis-prices-bump.tool';
import { pricesBumpWords } from './sis-prices-bump/words';

/** The changes of the owner's domain, in the order of the catalogue: how each is carried out and told. */
export const ownerActions: readonly OwnerAction[] = [
  actionOf(sisPricesBump, pricesBumpWords),
];
