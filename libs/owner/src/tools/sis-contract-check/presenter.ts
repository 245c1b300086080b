import { presenter } from '../../replies/answer';
import { panelButton, templateButton } from '../../replies/buttons';
import type { SisContractCheckOutput } from './sis-contract-check.tool';

/** A line for each endpoint; what differs is named. */
export const contractPresenter = presenter<SisContractCheckOutput>({
  progress: (_run, { texts }) => texts.html('contract.progress'),
  body({ data }, context) {
    const { texts } = context;
    return {
      headline: texts.html('contract.title', { result: data.result }),
      sections: [
        data.checks.flatMap(({ endpoint, result, differences }) => [
          texts.html('contract.line', { endpoint, result }),
          ...differences.map(({ path, allowed }) => (allowed === '' ? texts.html('contract.error', { code: path.replaceAll('_', ' ') }) : texts.html('contract.difference', { path, allowed }))),
        ]),
      ],
      buttons: [[templateButton(context, 'SYS_SIS_ACTIONS_CAPABILITIES'), templateButton(context, 'SYS_UPSTREAM_MODE')], [panelButton(context, 'systems'), panelButton(context, 'home')]],
    };
  },
});
