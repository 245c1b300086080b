import { clean } from '../text/clean';
import { FONT_FAMILY, type Weight } from '../text/fonts';
import { COLOURS } from './look';

export interface TextAt {
  readonly x: number;
  /** Of the base line. */
  readonly y: number;
  readonly size: number;
  readonly weight?: Weight;
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** Every text of a picture passes here, so each is cleaned and escaped. */
export function text(words: string, { x, y, size, weight = 'regular', fill = COLOURS.text, anchor = 'start' }: TextAt): string {
  const bold = weight === 'bold' ? ' font-weight="bold"' : '';
  return `<text x="${round(x)}" y="${round(y)}" font-family="${FONT_FAMILY}" font-size="${size}"${bold} fill="${fill}" text-anchor="${anchor}" xml:space="preserve">${escapeXml(clean(words))}</text>`;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function rect({ x, y, width, height }: Box, look: { readonly fill: string; readonly stroke?: string; readonly strokeWidth?: number; readonly radius?: number }): string {
  const stroke = look.stroke === undefined ? '' : ` stroke="${look.stroke}" stroke-width="${look.strokeWidth ?? 2}"`;
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${look.radius ?? 0}" fill="${look.fill}"${stroke}/>`;
}

export function line(from: readonly [number, number], to: readonly [number, number], look: { readonly stroke: string; readonly width: number }): string {
  return `<line x1="${round(from[0])}" y1="${round(from[1])}" x2="${round(to[0])}" y2="${round(to[1])}" stroke="${look.stroke}" stroke-width="${look.width}"/>`;
}

export function escapeXml(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A hundredth of a pixel: what a computer adds to it is noise. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
