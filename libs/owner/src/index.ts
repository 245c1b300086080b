export { giveAdviceOfPlan } from './advice/routes/give-advice';
export { ownerDomain, ownerTexts } from './domain';
export { ownerTools } from './tools/owner-tools';
export { presenters } from './tools/presenters';
export * from './settings';
