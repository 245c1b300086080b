import { actionOf, type OwnerAction } from './acting/action-words';
import { adjustPrice } from './adjust-price/adjust-price.tool';
import { adjustPriceWords } from './adjust-price/words';
import { sisFxReprice } from './sis-fx-reprice/sis-fx-reprice.tool';
import { fxRepriceWords } from './sis-fx-reprice/words';
import { sisFxRepriceAuto } from './sis-fx-reprice-auto/sis-fx-reprice-auto.tool';
import { fxRepriceAutoWords } from './sis-fx-reprice-auto/words';
import { sisFxRollback } from './sis-fx-rollback/sis-fx-rollback.tool';
import { fxRollbackWords } from './sis-fx-rollback/words';
import { sisFxSettingsUpdate } from './sis-fx-settings-update/sis-fx-settings-update.tool';
import { fxSettingsWords } from './sis-fx-settings-update/words';
import { notifyTeam } from './notify-team/notify-team.tool';
import { notifyTeamWords } from './notify-team/words';
import { sisPricesBump } from './sis-prices-bump/sis-prices-bump.tool';
import { pricesBumpWords } from './sis-prices-bump/words';
import { sysSettingsUpdate } from './sys-settings-update/sys-settings-update.tool';
import { settingsUpdateWords } from './sys-settings-update/words';
import { sysUpstreamModeSet } from './sys-upstream-mode-set/sys-upstream-mode-set.tool';
import { upstreamModeSetWords } from './sys-upstream-mode-set/words';

/** The changes of the owner's domain, in the order of the catalogue: how each is carried out and told. */
export const ownerActions: readonly OwnerAction[] = [
  actionOf(notifyTeam, notifyTeamWords),
  actionOf(sisPricesBump, pricesBumpWords),
  actionOf(adjustPrice, adjustPriceWords),
  actionOf(sisFxReprice, fxRepriceWords),
  actionOf(sisFxRepriceAuto, fxRepriceAutoWords),
  actionOf(sisFxRollback, fxRollbackWords),
  actionOf(sisFxSettingsUpdate, fxSettingsWords),
  actionOf(sysUpstreamModeSet, upstreamModeSetWords),
  actionOf(sysSettingsUpdate, settingsUpdateWords),
];
