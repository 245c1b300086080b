import type { TemplateFile } from './template-file';

/** How the answer of a template is shown. The view of a proposal is that of every action, so it says nothing more. */
export function shownAs({ presentation, previewOnly }: Pick<TemplateFile, 'presentation' | 'previewOnly'>): { presentation?: string; previewOnly?: true } {
  return { ...(presentation.kind === 'proposal' ? {} : { presentation: presentation.kind }), ...(previewOnly ? { previewOnly } : {}) };
}
