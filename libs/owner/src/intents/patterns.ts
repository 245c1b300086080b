import type { Concept } from './lexicon/concepts';

export type Slot = 'orderId' | 'phone' | 'period' | 'sinceHours' | 'limit';

/** One way to say a request: concepts that must occur, that may occur, that make it another request. */
export type Pattern = {
  intent: Intent;
  all: readonly Concept[];
  /** Groups of which one concept each must occur. */
  any?: readonly (readonly Concept[])[];
  may?: readonly Concept[];
  not?: readonly Concept[];
  required?: readonly Slot[];
  optional?: readonly Slot[];
};

export const INTENTS = [
  'kpi', 'trend', 'orderDetail', 'ordersRecent', 'ordersByPhone', 'ordersByStatus', 'ordersStuck', 'ordersLate', 'ordersPayment', 'ordersAwaiting',
  'ordersAttention', 'ordersFlagged', 'ordersHealth', 'compare', 'topProducts', 'bottomProducts', 'topCategories', 'funnel', 'refundRates', 'trust', 'chatsUnanswered', 'teamQueue',
  'inventory', 'noPhoto', 'noPrice', 'noVideo', 'lowStock', 'outOfStock', 'unpublished', 'demand', 'reorder', 'couponsStatus', 'couponsTop', 'fxStatus',
  'sysHealth', 'sysErrors', 'sysAudit', 'sysMode', 'sysSettings', 'sysCapabilities', 'sysContract',
] as const;
export type Intent = (typeof INTENTS)[number];

const STATUSES: readonly Concept[] = ['statusPaid', 'statusPending', 'statusShipped', 'statusCompleted', 'statusCancelled', 'statusRefunded'];
const FIGURES: readonly Concept[] = ['kpi', 'revenue', 'sales', 'results', 'earned', 'averageOrder', 'refunds', 'report'];
const PENDING: readonly Slot[] = ['period', 'sinceHours', 'limit'];
const LISTED: readonly Slot[] = ['period', 'limit'];

/** In the order of the intent table. */
export const PATTERNS: readonly Pattern[] = [
  { intent: 'kpi', all: [], any: [FIGURES], may: [...FIGURES, 'howMany', 'order', 'shop'], not: ['trend', 'stuck', 'late', 'issue', 'awaiting', 'unpaid', 'attention', 'flagged', 'recent', ...STATUSES], optional: ['period'] },
  { intent: 'kpi', all: ['howMany', 'order'], may: ['shop', ...FIGURES], not: ['stuck', 'late', 'issue', 'awaiting', 'unpaid', 'attention', 'flagged', ...STATUSES], optional: ['period'] },
  { intent: 'kpi', all: ['shop'], may: ['status', 'whereabouts'], not: ['order'], optional: ['period'] },
  { intent: 'trend', all: ['trend'], may: ['revenue', 'sales', 'kpi', 'results', 'earned', 'order', 'shop', 'report'], optional: ['period'] },
  { intent: 'orderDetail', all: [], may: ['order', 'status', 'whereabouts', 'howMany', 'orderState', 'statusShipped', 'statusPaid'], required: ['orderId'] },
  { intent: 'ordersByPhone', all: [], may: ['order', 'phone', 'customer', 'recent'], required: ['phone'], optional: LISTED },
  { intent: 'ordersByStatus', all: ['order'], any: [STATUSES], may: ['status', 'recent', 'howMany', 'customer'], optional: LISTED },
  { intent: 'ordersStuck', all: ['stuck'], may: ['order', 'report', 'howMany'], optional: PENDING },
  { intent: 'ordersLate', all: ['late'], may: ['order', 'shipping', 'customer', 'howMany', 'statusShipped'], not: ['payment', 'unpaid'], optional: LISTED },
  { intent: 'ordersLate', all: ['issue', 'shipping'], may: ['order'], optional: LISTED },
  { intent: 'ordersPayment', all: ['issue', 'payment'], may: ['order', 'customer', 'howMany'], optional: PENDING },
  { intent: 'ordersPayment', all: ['paymentFailed'], may: ['payment', 'order', 'customer', 'howMany'], optional: PENDING },
  { intent: 'ordersAwaiting', all: ['unpaid'], may: ['order', 'payment', 'customer', 'howMany'], optional: LISTED },
  { intent: 'ordersAwaiting', all: ['awaiting', 'payment'], may: ['order', 'customer', 'howMany'], optional: LISTED },
  { intent: 'ordersAttention', all: ['attention'], may: ['order', 'needs', 'recent', 'howMany'], optional: LISTED },
  { intent: 'ordersAttention', all: ['issue', 'order'], may: ['howMany'], not: ['payment', 'shipping'], optional: LISTED },
  { intent: 'ordersFlagged', all: ['flagged'], may: ['order', 'howMany'], optional: LISTED },
  { intent: 'ordersHealth', all: ['order', 'overview'], may: ['status', 'shop'], optional: ['period'] },
  { intent: 'ordersHealth', all: ['order', 'status'], may: ['overview', 'shop'] },
  { intent: 'compare', all: ['compare'], may: ['other', 'kpi', 'revenue', 'sales', 'results', 'earned', 'averageOrder', 'order', 'shop', 'report'], optional: ['period'] },
  { intent: 'topProducts', all: ['best'], may: ['goods', 'pieces', 'revenue', 'sales', 'earned', 'report'], not: ['category', 'worst', 'coupons'], optional: LISTED },
  { intent: 'topProducts', all: ['goods'], any: [['revenue', 'sales', 'earned']], may: ['pieces', 'report', 'revenue', 'sales', 'earned'], not: ['category', 'worst', 'forecast'], optional: LISTED },
  { intent: 'bottomProducts', all: ['worst'], may: ['goods', 'pieces', 'sales', 'earned', 'best'], not: ['category'], optional: LISTED },
  { intent: 'topCategories', all: ['category'], may: ['best', 'revenue', 'sales', 'earned', 'pieces', 'report', 'goods'], optional: LISTED },
  { intent: 'funnel', all: ['funnel'], may: ['customer', 'sales', 'whereabouts', 'report'], optional: ['period'] },
  { intent: 'refundRates', all: ['refunds'], any: [['goods', 'anomaly']], may: ['goods', 'anomaly', 'mostUsed'], optional: ['period'] },
  { intent: 'trust', all: ['risk'], may: ['customer', 'order'], optional: ['period'] },
  { intent: 'chatsUnanswered', all: ['unanswered'], may: ['chat', 'customer', 'howMany', 'awaiting'], optional: ['sinceHours'] },
  { intent: 'chatsUnanswered', all: ['chat'], may: ['awaiting', 'customer', 'howMany'], not: ['support'], optional: ['sinceHours'] },
  { intent: 'teamQueue', all: ['support'], may: ['chat', 'status', 'howMany', 'awaiting', 'report'] },
  { intent: 'inventory', all: ['stock'], may: ['status', 'whereabouts', 'report', 'overview', 'goods', 'howMany'], not: ['reorder'] },
  { intent: 'noPhoto', all: ['noPhoto'], may: ['goods', 'status'] },
  { intent: 'noPrice', all: ['noPrice'], may: ['goods', 'status'] },
  { intent: 'noVideo', all: ['noVideo'], may: ['goods', 'status'] },
  { intent: 'lowStock', all: ['lowStock'], may: ['goods', 'stock'] },
  { intent: 'outOfStock', all: ['outOfStock'], may: ['goods', 'stock'] },
  { intent: 'unpublished', all: ['unpublished'], may: ['goods'] },
  { intent: 'demand', all: ['forecast'], may: ['sales', 'goods', 'howMany', 'earned'], optional: ['period'] },
  { intent: 'reorder', all: ['reorder'], may: ['plan', 'goods', 'stock', 'howMany'] },
  { intent: 'couponsStatus', all: ['coupons'], may: ['status', 'works', 'howMany'], not: ['mostUsed', 'best'] },
  { intent: 'couponsTop', all: ['coupons'], any: [['mostUsed', 'best']], optional: ['limit'] },
  { intent: 'fxStatus', all: ['fx'], may: ['status', 'howMany'] },
  { intent: 'sysHealth', all: ['system'], may: ['overview', 'status', 'works', 'issue'] },
  { intent: 'sysErrors', all: ['errors'], may: ['system', 'recent', 'howMany'] },
  { intent: 'sysAudit', all: ['log'], may: ['recent', 'system'], optional: ['limit'] },
  { intent: 'sysMode', all: ['mode'], may: ['data', 'system'] },
  { intent: 'sysMode', all: ['data'], may: ['whereabouts', 'mode'] },
  { intent: 'sysSettings', all: ['settings'] },
  { intent: 'sysCapabilities', all: ['capabilities'], may: ['sis', 'shop', 'system'] },
  { intent: 'sysContract', all: ['contract'], may: ['sis', 'shop'] },
  { intent: 'ordersRecent', all: ['order'], may: ['recent', 'shop', 'customer'], not: ['howMany'], optional: LISTED },
];
