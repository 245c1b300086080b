export * from './errors';
export * from './model/selection';
export * from './model/letters';
export * from './model/operation';
export * from './model/trace';
export * from './operations';
export * from './burial/lineage';
export { fingerprintOf } from './burial/fingerprint';
export { letterOf } from './burial/letter-of';
