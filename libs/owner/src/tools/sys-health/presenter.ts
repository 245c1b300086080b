import { presenter } from '../../replies/answer';
import { panelButton, templateButton } from '../../replies/buttons';
import type { SysHealthOutput } from './sys-health.tool';

/** Codes that have words of their own. */
const WHYS = ['NO_ANSWER', 'OLDEST_WAITS_LONG', 'NOT_IMPLEMENTED', 'NOT_CONFIGURED', 'MIGRATIONS_PENDING', 'ROLE_CAN_WRITE', 'VIEWS_NOT_READABLE', 'SIS_DB_DRIFT'];

/** A line for each part: state word, time, and what to do about what is not in order. */
export const healthPresenter = presenter<SysHealthOutput>({
  progress: (_run, { texts }) => texts.html('health.progress'),
  body({ data }, context) {
    const { texts, formats } = context;
    const lines = data.checks.map(({ name, status, latency_ms: latency, code }) => {
      if (status === 'ok' && latency !== null) return texts.html('health.ok_in', { name, ms: formats.integer(latency) });
      return code === null || status === 'skipped' ? texts.html('health.line', { name, status }) : texts.html('health.line_code', { name, status, why: WHYS.includes(code) ? code : 'other', code: code.replaceAll('_', ' ') });
    });
    return {
      headline: texts.html('health.title', { status: data.status }),
      sections: [lines, ...data.checks.flatMap(({ checked_at: at }) => (at === undefined ? [] : [[texts.html('health.views_checked', { at: formats.moment(at) })]]))],
      buttons: [[templateButton(context, 'SYS_LAST_ERRORS'), templateButton(context, 'SYS_UPSTREAM_MODE')], [panelButton(context, 'systems'), panelButton(context, 'home')]],
    };
  },
});
