import { escapeHtml } from '@ownerbot/telegram';
import type { ToolPresenter } from '@ownerbot/conversation';
import { demoMark, provenanceLine } from '../../replies/provenance';
import { panelButton, templateButton } from '../../replies/buttons';
import { exportedText } from './exported-text';
import type { RetroExportOutput } from './retro-export.tool';

/** The figures as a file; the message says what is in it. */
export const retroExportPresenter: ToolPresenter = {
  progress: (_run, { texts }) => texts.html('retro.progress'),
  answer(response, context) {
    const { texts, formats } = context;
    const data = response.data as RetroExportOutput;
    const { days } = data.window;
    const filename = `retro_${days}d.json`;
    const headline = demoMark(context, response.mode, texts.html('retro.export_title', { days }));
    const origin = response.provenance === null ? [] : [provenanceLine(context, response.provenance)];
    const held = texts.html('retro.export_holds', { requests: formats.integer(data.summary.totals.requests), calls: formats.integer(data.summary.totals.tool_calls), gaps: data.gaps === null ? 'no' : 'yes', funnels: data.funnels === null ? 'no' : 'yes' });
    const { gaps, funnels, ...always } = data;
    const content = { ...always, ...(gaps === null ? {} : { gaps }), ...(funnels === null ? {} : { funnels }), provenance: response.provenance };
    return {
      html: [headline, held, ...origin].join('\n\n'),
      buttons: [[templateButton(context, 'SYS_RETRO_7D'), templateButton(context, 'SYS_GAPS_30D')], [panelButton(context, 'systems'), panelButton(context, 'home')]],
      file: { type: 'json', filename, mime: 'application/json', content: exportedText(content), caption: [escapeHtml(filename), ...origin].join('\n') },
    };
  },
};
