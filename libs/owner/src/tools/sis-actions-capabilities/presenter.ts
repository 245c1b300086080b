import type { ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import { presenter } from '../../replies/answer';
import { panelButton, templateButton } from '../../replies/buttons';
import { SUPPORT, type SisActionsCapabilitiesOutput } from './sis-actions-capabilities.tool';

const FLAGS = ['idempotent_applies', 'enquiry', 'preview_binding'] as const;

/** What works, what does not, what is unknown; then the promises on which safe changes rest. */
export const capabilitiesPresenter = presenter<SisActionsCapabilitiesOutput>({
  progress: (_run, { texts }) => texts.html('capabilities.progress'),
  body({ data }, context) {
    const { texts } = context;
    return {
      headline: texts.html('capabilities.title', { mode: data.effective_mode }),
      sections: [
        data.sis_base_url === null ? [] : [texts.html('capabilities.host', { host: data.sis_base_url })],
        SUPPORT.flatMap((support) => supportLine(support, data, context)),
        FLAGS.map((flag) => texts.html('capabilities.flag', { flag, state: data.flags[flag] ? 'yes' : 'no' })),
      ],
      buttons: [[templateButton(context, 'SYS_UPSTREAM_MODE'), templateButton(context, 'SYS_CONTRACT_CHECK')], [panelButton(context, 'systems'), panelButton(context, 'home')]],
    };
  },
});

function supportLine(support: (typeof SUPPORT)[number], { capabilities }: SisActionsCapabilitiesOutput, { texts }: ReplyContext): string[] {
  const names = Object.entries(capabilities)
    .filter(([, { supported }]) => supported === support)
    .map(([name]) => texts.html('capabilities.name', { endpoint: name }));
  return names.length === 0 ? [] : [texts.html('capabilities.support', { support, names: asHtml(names.join(', ')) })];
}
