export { ownerDomain, ownerTexts, presenters } from './domain';
