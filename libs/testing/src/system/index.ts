export * from './app-handle';
export * from './sandbox-control';
export * from './start-system';
