import { Matches } from 'class-validator';
import { Moment } from './fields';

/** `schedule.tick`: the time of a schedule has come. What it causes is named after `sch-<name>-<slot>`. */
export class ScheduleTick {
  @Matches(/^[a-z][a-z0-9-]{0,63}$/, { message: 'must be a name of small letters, digits and hyphens' }) readonly name: string;
  /** The moment that was due; not when it ran. */
  @Moment() readonly slot: string;
}
