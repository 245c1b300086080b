/** Settings of the shop's own side. */
export interface ActionLimits {
  /** More affected rows than this want force. */
  readonly massChangeLimit: number;
  /** Anomalies want force. */
  readonly isForceOnAnomaly: boolean;
}
export const ACTION_LIMITS: ActionLimits = { massChangeLimit: 200, isForceOnAnomaly: true };

export interface ActionContext {
  readonly now: Date;
  /** The shop's currency. */
  readonly currency: string;
  readonly limits: ActionLimits;
}

/** Who applies, and the id that the shop gives the operation (`op-…`); ids of jobs are made from it. */
export interface ApplyContext extends ActionContext {
  readonly actorTelegramId: string;
  readonly operationId: string;
}
