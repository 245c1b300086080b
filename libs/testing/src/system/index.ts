export * from './app-handle';
export * from './chaos-load';
export * from './check-answers';
export * from './sandbox-control';
export * from './send-file';
export * from './start-system';
