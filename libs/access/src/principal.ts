/** Roles that guards ask for. Today every principal that passes the gate is an owner. */
export type Role = 'owner';

/** Who acts. Events, tool requests and proposals carry it; only this library knows how one comes to be. */
export interface Principal {
  readonly telegramId: string;
  readonly roles: readonly Role[];
}
