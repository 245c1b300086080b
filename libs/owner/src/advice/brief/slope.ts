import { Decimal } from 'decimal.js';

interface Point {
  /** YYYY-MM-DD */
  readonly day: string;
  /** Decimal. */
  readonly value: string;
}

const FEWEST_POINTS = 3;
const DAY_MS = 86_400_000;

/** By how much the values rise (or fall) from day to day: the line of least squares through them. Null where there are too few days to tell. */
export function slopePerDay(points: readonly Point[]): string | null {
  const [first] = points;
  if (first === undefined || points.length < FEWEST_POINTS) return null;
  const count = points.length;
  const days = points.map(({ day }) => new Decimal((Date.parse(day) - Date.parse(first.day)) / DAY_MS));
  const values = points.map(({ value }) => new Decimal(value));
  const meanDay = Decimal.sum(...days).div(count);
  const meanValue = Decimal.sum(...values).div(count);
  const spread = Decimal.sum(...days.map((day) => day.minus(meanDay).pow(2)));
  if (spread.isZero()) return null;
  const joint = Decimal.sum(...days.map((day, at) => day.minus(meanDay).times((values[at] ?? meanValue).minus(meanValue))));
  return joint.div(spread).toDecimalPlaces(2, Decimal.ROUND_HALF_UP).toFixed(2);
}
