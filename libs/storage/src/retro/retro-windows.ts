/** A window of the audit and the one of the same length directly before it. */
export interface RetroWindows {
  /** Start of the one before. */
  readonly before: Date;
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
}
