import { Count, DayText, MoneyText, Nullable, PctText } from '@ownerbot/tools';

/** The figures of a window, as SIS API v1 defines them in section 6. */
export class KpiFigures {
  @MoneyText() readonly revenue_gross: string;
  @MoneyText() readonly revenue_net: string;
  @Count() readonly orders_paid: number;
  @Count() readonly orders_created: number;
  /** Null when no order was paid. */
  @Nullable() @MoneyText() readonly aov: string | null;
  @Count() readonly items_sold: number;
  @Count() readonly refunds_count: number;
  @MoneyText() readonly refunds_amount: string;
}

export class DayRange {
  @DayText() readonly from: string;
  @DayText() readonly to: string;
}

/** `n` percent, or null where there is no base. */
export function PctOrNull(): PropertyDecorator {
  return (target, property) => {
    Nullable()(target, property);
    PctText()(target, property);
  };
}
