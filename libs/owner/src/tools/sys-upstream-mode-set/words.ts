import type { ActionWords } from '../acting/action-words';

/** "Переключить данные на SIS": what was, what will be, and what else the mode means. */
export const upstreamModeSetWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('modeset.progress'),
  title: ({ asked, commit, preview }, { texts }) => texts.html('modeset.title', { mode: modeOf(asked['mode'] ?? commit['mode'] ?? preview.data['after']) }),
  effect: ({ preview: { data } }, { texts }) => [
    texts.html('modeset.change', { before: modeOf(data['before']), after: modeOf(data['after']) }),
    texts.html('modeset.scope'),
    ...(data['after'] === 'SIS_DB_RO' ? [texts.html('modeset.read_only')] : []),
  ],
  noop: ({ preview: { data } }, { texts }) => [texts.html('modeset.same', { mode: modeOf(data['before']) })],
  done: ({ preview: { data } }, { texts }) => [texts.html('modeset.done', { mode: modeOf(data['after']) })],
};

const modeOf = (mode: unknown): string => (typeof mode === 'string' ? mode : 'other');
