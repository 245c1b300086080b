import type { ReplyContext } from '@ownerbot/conversation';
import { presenter } from '../../replies/answer';
import { panelButton, templateButton } from '../../replies/buttons';
import type { ContractDifferenceData, EndpointCheckData, SisContractCheckOutput } from './sis-contract-check.tool';

/** A line for each endpoint; what differs is named, and why something did not answer. */
export const contractPresenter = presenter<SisContractCheckOutput>({
  progress: (_run, { texts }) => texts.html('contract.progress'),
  body({ data }, context) {
    const { texts } = context;
    return {
      headline: texts.html('contract.title', { result: data.result }),
      sections: [data.checks.flatMap((check) => checkLines(check, context)), data.notes.map(() => texts.html('contract.zone'))],
      buttons: [[templateButton(context, 'SYS_SIS_ACTIONS_CAPABILITIES'), templateButton(context, 'SYS_UPSTREAM_MODE')], [panelButton(context, 'systems'), panelButton(context, 'home')]],
    };
  },
});

function checkLines({ endpoint, result, reason, differences }: EndpointCheckData, context: ReplyContext): string[] {
  const { texts } = context;
  const line = texts.html('contract.line', { endpoint: endpoint.replace(/[^a-z_]/g, '_'), result });
  const why = result === 'UNAVAILABLE' && reason !== null ? [texts.html('contract.error', { code: reason.replaceAll('_', ' ') })] : [];
  return [line, ...why, ...differences.map((one) => differenceLine(one, context))];
}

function differenceLine({ path, kind, expected, found }: ContractDifferenceData, { texts }: ReplyContext): string {
  return texts.html('contract.difference', { path: path === '' ? '—' : path, kind, expected, found });
}
