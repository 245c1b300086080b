export * from './audit';
export * from './operations';
export * from './overview';
export * from './page';
export * from './proposals';
export * from './session';
export * from './settings';
