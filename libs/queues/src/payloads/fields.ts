import { IsIn, IsISO8601, IsOptional, IsString, Length, Matches, type ValidationOptions } from 'class-validator';

/** Several decorators as one. */
function all(...decorators: readonly PropertyDecorator[]): PropertyDecorator {
  return (target, property) => decorators.forEach((decorate) => decorate(target, property));
}

const message = (text: string): ValidationOptions => ({ message: text });

/** An id of Telegram as text, with a sign for groups. */
export const TelegramId = (): PropertyDecorator => Matches(/^-?\d{1,19}$/, message('must be an id of Telegram: digits as text'));

/** A moment, ISO 8601 with its zone. */
export const Moment = (): PropertyDecorator => all(Matches(/T.*(Z|[+-]\d\d:\d\d)$/, message('must be a time with its zone')), IsISO8601({}, message('must be an ISO 8601 time')));

/** A name, key or id: printable, not empty, at most `max` characters. */
export const Name = (max = 200): PropertyDecorator => all(IsString(message('must be text')), Length(1, max, message(`must have 1..${max} characters`)));

export const Text = (max: number): PropertyDecorator => all(IsString(message('must be text')), Length(0, max, message(`must have at most ${max} characters`)));

export const OneOf = (values: readonly string[]): PropertyDecorator => IsIn([...values], message(`must be one of ${values.join(', ')}`));

/** May be absent or null. */
export const Optional = (): PropertyDecorator => IsOptional();
