export * from './principal';
export * from './settings';
export * from './gate';
export { maskExcerpt } from './mask-excerpt';
export * from './team-settings';
