export {};
export * from './bot-api';
