import type { Reply, ReplyContext, RunFacts } from '@ownerbot/conversation';
import type { ErrorInfo } from '@ownerbot/tools';
import { ownerTools } from '../tools/owner-tools';
import { panelButton, sectionButton, templateButton } from './buttons';

/** What the owner can do about an error that has no words of its own here: look at the system, at its settings, at what is offered. */
export function errorOffers({ code }: ErrorInfo, context: ReplyContext, { tool }: RunFacts): Reply['buttons'] {
  switch (code) {
    case 'UPSTREAM_AUTH':
    case 'UPSTREAM_CONTRACT':
    case 'PROVENANCE_MISSING':
    case 'PROVENANCE_INCOMPLETE':
      return [[templateButton(context, 'SYS_HEALTH'), panelButton(context, 'systems')]];
    case 'UPSTREAM_NOT_CONFIGURED':
    case 'CONFIG_MISSING':
    case 'CONFIG_MISMATCH':
    case 'DEMO_NOT_SEEDED':
      return [[templateButton(context, 'SYS_UPSTREAM_MODE'), panelButton(context, 'systems')]];
    case 'NOT_IMPLEMENTED':
    case 'UPSTREAM_NOT_IMPLEMENTED':
      return [[sectionButton(context, sectionOf(tool)), sectionButton(context, 'tools')]];
    default:
      return [];
  }
}

const SECTIONS: Readonly<Record<string, string>> = {
  orders: 'orders',
  prices: 'prices',
  products: 'products',
  looks: 'products',
  discounts: 'products',
  coupons: 'products',
  campaigns: 'products',
  stock: 'products',
  team: 'orders',
  systems: 'systems',
};

/** The section that what was asked for belongs to. */
function sectionOf(tool: string): string {
  const group = ownerTools.find(({ name }) => name === tool)?.group ?? '';
  return SECTIONS[group] ?? 'dash';
}
