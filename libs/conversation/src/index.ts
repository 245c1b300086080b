export * from './domain/domain';
export * from './domain/context';
export * from './domain/route';
export * from './model/reply';
export * from './model/session';
export * from './model/event';
