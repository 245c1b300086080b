import type { CommandSpec, ReplyContext, Route } from '@ownerbot/conversation';
import { templateRequest, type TemplateId } from '../templates';
import type { ModeWish } from '../tools/sys-upstream-mode-set/sys-upstream-mode-set.tool';

/** Commands for the bot itself and for the team: data mode, settings, health, the contract with SIS, messages to managers. */
export const systemCommands: readonly CommandSpec[] = [
  { name: 'notify', aboutKey: 'command.notify', route: ({ args }) => asking('TEAM_PING_MANAGER', 'message', args) },
  { name: 'health', aboutKey: 'command.health', route: (_incoming, context) => running('SYS_HEALTH', context) },
  { name: 'settings', aboutKey: 'command.settings', route: (_incoming, context) => running('SYS_SETTINGS_VIEW', context) },
  { name: 'lang', aboutKey: 'command.lang', route: ({ args }) => asking('SYS_SET_LANGUAGE', 'locale', args) },
  { name: 'upstream', aboutKey: 'command.upstream', route: () => ({ type: 'panel', panel: 'upstream', as: 'new' }) },
  { name: 'upstream_demo', aboutKey: 'command.upstream_demo', route: () => switching('DEMO') },
  { name: 'upstream_sis', aboutKey: 'command.upstream_sis', route: () => switching('SIS_HTTP') },
  { name: 'upstream_db', aboutKey: 'command.upstream_db', route: () => switching('SIS_DB_RO') },
  { name: 'upstream_auto', aboutKey: 'command.upstream_auto', route: () => switching('AUTO') },
  { name: 'upstream_clear', aboutKey: 'command.upstream_clear', route: () => switching('clear') },
  { name: 'sis_check', aboutKey: 'command.sis_check', route: (_incoming, context) => running('SYS_CONTRACT_CHECK', context) },
  // Not in Telegram's list: whoever sets that does not know whether it is switched on.
  { name: 'shadow_check', aboutKey: null, route: (_incoming, context) => (context.status.switches['SHADOW_CHECK_ENABLED'] === true ? running('SYS_CONTRACT_CHECK', context) : { type: 'help' }) },
];

function switching(mode: ModeWish): Route {
  return { type: 'tool', tool: 'sys_upstream_mode_set', payload: { mode } };
}

function running(templateId: TemplateId, context: ReplyContext): Route {
  return { type: 'tool', ...templateRequest(templateId, context) };
}

/** Without words the question is asked. */
function asking(templateId: TemplateId, slot: string, words: string): Route {
  return { type: 'template', templateId, ...(words === '' ? {} : { slots: { [slot]: words } }) };
}
