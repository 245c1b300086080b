export * from './model/facts';
export * from './model/message';
export * from './model/decision';
export * from './model/notification-kind';
