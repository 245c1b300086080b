import { OwnerBotError } from '@ownerbot/runtime';

/** Nobody is logged in, or the session is over. Code `NOT_LOGGED_IN`. */
export class NotLoggedInError extends OwnerBotError {
  constructor() {
    super('NOT_LOGGED_IN', { message: 'log in first; a session lasts twelve hours' });
  }
}

/** The token is nobody's. Code `LOGIN_REFUSED`. */
export class LoginRefusedError extends OwnerBotError {
  constructor() {
    super('LOGIN_REFUSED', { message: 'this token is not known' });
  }
}

/** Too many logins were tried. Code `LOGIN_LIMITED`. */
export class LoginLimitedError extends OwnerBotError {
  constructor(afterSec: number) {
    super('LOGIN_LIMITED', { message: `too many tries; try again in ${afterSec} s`, fields: { afterSec } });
  }
}

/** A viewer tried what only operators may. Code `OPERATOR_ONLY`. */
export class OperatorOnlyError extends OwnerBotError {
  constructor() {
    super('OPERATOR_ONLY', { message: 'only operators may do this; you are a viewer' });
  }
}

/** The request does not come from the console's own page, or from one that is out of date. Code `CSRF_REFUSED`. */
export class CsrfRefusedError extends OwnerBotError {
  constructor() {
    super('CSRF_REFUSED', { message: 'the page is out of date or foreign; load it again' });
  }
}

/** There is no proposal of this id. Code `PROPOSAL_NOT_FOUND`. */
export class ProposalNotFoundError extends OwnerBotError {
  constructor(id: string) {
    super('PROPOSAL_NOT_FOUND', { message: `there is no proposal ${JSON.stringify(id)}`, fields: { id } });
  }
}

/** The mode may not be changed at run time. Code `MODE_TOGGLE_OFF`. */
export class ModeToggleOffError extends OwnerBotError {
  constructor() {
    super('MODE_TOGGLE_OFF', { message: 'UPSTREAM_RUNTIME_TOGGLE_ENABLED is off: the configured mode holds' });
  }
}

/** A setting of the tenant was changed by somebody else meanwhile. Code `SETTINGS_CHANGED`. */
export class SettingsChangedError extends OwnerBotError {
  constructor() {
    super('SETTINGS_CHANGED', { message: 'the settings were changed meanwhile; load them again' });
  }
}
