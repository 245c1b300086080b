import { hostname } from 'node:os';
import { noActionCrash, randomActionIds, type ActionParts, type AtActionCrash } from '@ownerbot/actions';
import { createActionDispatch, createActionTexts, type ConversationParts } from '@ownerbot/conversation';
import { createShopChooser, createDemoShop, effectiveMode } from '@ownerbot/shop';
import type { ToolsOptions } from './run-tools';
import { sealKeysOf, type WorkerSettings } from './settings';

/** Proposals and commits over the stores and the shops of this worker. */
export function actionPartsOf(settings: WorkerSettings, base: Omit<ConversationParts, 'actions'>, { sis, sisDb }: Pick<ToolsOptions, 'sis' | 'sisDb'>, atPoint: AtActionCrash = noActionCrash): ActionParts {
  const { db, producer, clock, log, composed, status, limits } = base;
  return {
    db,
    producer,
    clock,
    log,
    keys: sealKeysOf(settings),
    limits: {
      proposalTtlSec: settings.actions.proposalTtlSec,
      commitDeadlineSec: settings.actions.commitDeadlineSec,
      readRetryDeadlineSec: limits.readRetryDeadlineSec,
    },
    registry: composed.actionRegistry,
    shops: createShopChooser({ demo: createDemoShop({ db, clock }), sis, sisDb, settings: settings.shop, clock }),
    effectiveMode: (tenant) => effectiveMode(settings.shop, tenant.upstreamModeOverride),
    texts: createActionTexts({ db, composed, clock, log, status }),
    dispatch: createActionDispatch({ db, producer, clock }),
    ids: randomActionIds,
    worker: `${hostname()}:${process.pid}`,
    atCrashPoint: atPoint,
  };
}
