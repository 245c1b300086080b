export * from './answers';
export type { RawUpdate } from './waiting-updates';
export * from './scripted-bot-api';
