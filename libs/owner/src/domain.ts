import path from 'node:path';
import type { Domain, ToolPresenter } from '@ownerbot/conversation';
import { help, panels } from './panels/panels';
import { presentError } from './replies/present-error';
import { callbacks, factKeys } from './routes/callbacks';
import { commands } from './routes/commands';
import { routeText } from './routes/route-text';
import { ownerTools } from './tools/owner-tools';
import { kpiPresenter } from './tools/kpi-snapshot/presenter';
import { orderPresenter } from './tools/order-detail/presenter';
import { ordersPresenter } from './tools/orders-search/presenter';
import { trendPresenter } from './tools/revenue-trend/presenter';

/** Folder of the owner's texts. */
export const ownerTexts = path.join(__dirname, '..', 'i18n');

export const presenters = {
  kpi_snapshot: kpiPresenter,
  revenue_trend: trendPresenter,
  orders_search: ordersPresenter,
  order_detail: orderPresenter,
} as const satisfies Record<string, ToolPresenter>;

/** The owner of a shop: figures and orders today, changes and reports later. */
export const ownerDomain: Domain = {
  name: 'owner',
  tools: ownerTools,
  presenters,
  commands,
  callbacks,
  panels,
  routeText,
  help,
  presentError,
  messages: ownerTexts,
  factKeys,
};
