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
  'ordersAttention', 'ordersFlagged',
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
  { intent: 'ordersRecent', all: ['order'], may: ['recent', 'shop', 'customer'], not: ['howMany'], optional: LISTED },
];
