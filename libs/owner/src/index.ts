export { giveAdviceOfPlan } from './advice/routes/give-advice';
export { ownerDomain, ownerTexts } from './domain';
export { ownerTools } from './tools/owner-tools';
export { presenters } from './tools/presenters';
export * from './settings';
export { ownerNotifications } from './notifications/owner-notifications';
export type { NotificationPresenter } from './notifications/notification-presenter';
export { quietFrom } from './notifications/reports/state';
export { inZone } from './notifications/reports/present-report';
