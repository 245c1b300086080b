import type { FxStatusData } from '@ownerbot/shop';
import type { ChatsUnansweredOutput } from '../../chats-unanswered/chats-unanswered.fields';
import type { InventoryStatusOutput } from '../../inventory-status/inventory-status.fields';
import type { KpiCompareOutput } from '../../kpi-compare/kpi-compare.fields';
import type { KpiSnapshotData } from '../../kpi-snapshot/kpi-snapshot.fields';
import type { OrdersHealthOutput } from '../../orders-health/orders-health.fields';
import type { RevenueTrendOutput } from '../../revenue-trend/revenue-trend.fields';
import type { SysLastErrorsOutput } from '../../sys-last-errors/sys-last-errors.tool';
import type { TeamQueueSummaryOutput } from '../../team-queue-summary/team-queue-summary.fields';
import type { TopProductsOutput } from '../../top-products/top-products.fields';
import type { FiguresBlock } from '../dashboard-fields';
import type { OldestOrders } from './oldest-orders';

/** What each part of a report holds, by its code. The runner has checked the figures against the schema of the part's tool. */
export interface PartFigures {
  readonly yesterday: KpiSnapshotData;
  readonly today: KpiSnapshotData;
  readonly figures: KpiSnapshotData;
  readonly compare: KpiCompareOutput;
  readonly trend: RevenueTrendOutput;
  readonly best: TopProductsOutput;
  readonly orders: OrdersHealthOutput;
  readonly stuck: OldestOrders;
  readonly payment_issues: OldestOrders;
  readonly late_ship: OldestOrders;
  readonly queue: TeamQueueSummaryOutput;
  readonly chats: ChatsUnansweredOutput;
  readonly stock: InventoryStatusOutput;
  readonly errors: SysLastErrorsOutput;
  readonly rate: FxStatusData;
}

export type PartCode = keyof PartFigures;

/** The figures of a part; null when it has none. */
export type Figures = <Code extends PartCode>(code: Code) => PartFigures[Code] | null;

export function figuresIn(blocks: readonly FiguresBlock[]): Figures {
  const byCode = new Map(blocks.map(({ code, figures }) => [code, figures]));
  return <Code extends PartCode>(code: Code) => (byCode.get(code) as PartFigures[Code] | undefined) ?? null;
}
