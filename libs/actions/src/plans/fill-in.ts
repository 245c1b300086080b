import { escapeHtml } from '@ownerbot/telegram';

/** What is known of a change only when it is done. All else of a message that follows it stands in its preview. */
export const FIGURES = ['affected_count', 'finished_at', 'operation_id'] as const;
export type Figure = (typeof FIGURES)[number];
export type Figures = Readonly<Record<Figure, string>>;

const PLACE = /\{(affected_count|finished_at|operation_id)\}/g;

/** Puts the figures into their places; whatever else stands in the text, braces too, stays. HTML. */
export function fillIn(html: string, figures: Figures): string {
  return html.replaceAll(PLACE, (place, name: string) => (isFigure(name) ? escapeHtml(figures[name]) : place));
}

/** The figures that a text names. */
export function figuresIn(text: string): readonly Figure[] {
  return FIGURES.filter((name) => text.includes(`{${name}}`));
}

const isFigure = (name: string): name is Figure => FIGURES.some((one) => one === name);
