import { presenter } from '../../replies/answer';
import { panelButton, templateButton } from '../../replies/buttons';
import type { SysUpstreamModeOutput } from './sys-upstream-mode.tool';

/** Which data are shown, why, and what else is possible. */
export const upstreamModePresenter = presenter<SysUpstreamModeOutput>({
  progress: (_run, { texts }) => texts.html('mode.progress'),
  body({ data }, context) {
    const { texts } = context;
    const lines = [
      texts.html('mode.effective', { mode: data.effective_mode }),
      data.runtime_mode === null || !data.toggle_enabled ? texts.html('mode.configured') : texts.html('mode.overridden', { configured: data.upstream_mode }),
      texts.html('mode.sis', { state: data.sis_configured ? 'yes' : 'no' }),
      ...(data.effective_mode === 'AUTO' ? [texts.html('mode.fallback', { fallback: data.auto_fallback })] : []),
    ];
    return {
      headline: texts.html('mode.title'),
      sections: [lines],
      buttons: [[templateButton(context, 'SYS_UPSTREAM_SET')], [templateButton(context, 'SYS_HEALTH'), templateButton(context, 'SYS_SIS_ACTIONS_CAPABILITIES')], [panelButton(context, 'systems'), panelButton(context, 'home')]],
    };
  },
});
