/** Codes of the checks of the catalogue, of the words and of the playbooks. */
export const TEMPLATE_CODES = [
  'TPL_YAML', 'TPL_UNKNOWN_KEY', 'TPL_MISSING_KEY', 'TPL_DUPLICATE_ID', 'TPL_DUPLICATE_ORDER', 'TPL_NAME_MISMATCH', 'TPL_UNKNOWN_CATEGORY', 'TPL_UNKNOWN_TOOL',
  'TPL_UNKNOWN_PRESENTATION', 'TPL_UNKNOWN_CAPABILITY', 'TPL_UNKNOWN_CONCEPT', 'TPL_UNKNOWN_TOKEN', 'TPL_KIND_MISMATCH', 'TPL_PAYLOAD', 'TPL_RANGE', 'TPL_EXAMPLE',
  'TPL_UNREACHABLE_STEP', 'TPL_UNREACHABLE', 'TPL_SLOT', 'TPL_PHRASE_CLASH', 'TPL_LABEL', 'TPL_CALLBACK_BUDGET', 'TPL_SCOPE', 'TPL_UNKNOWN_TEMPLATE', 'TPL_LEXICON',
  'PLB_TOPIC', 'PLB_COUNT', 'PLB_FIGURE', 'PLB_ASKS',
] as const;
export type TemplateCode = (typeof TEMPLATE_CODES)[number];

/** What is wrong in a file: where, what, and what would be right. */
export type Finding = { readonly file: string; readonly path: string; readonly code: TemplateCode; readonly wrong: string; readonly allowed: string };

/** Collects the findings of one file. */
export type Report = (path: string, code: TemplateCode, wrong: string, allowed: string) => void;

export const reportInto = (findings: Finding[], file: string): Report => (path, code, wrong, allowed) => void findings.push({ file, path, code, wrong, allowed });

/** `<file>: <key path>: <CODE>: <what is wrong>; <what is allowed>` */
export function writeFinding({ file, path, code, wrong, allowed }: Finding): string {
  return `${file}: ${path === '' ? '-' : path}: ${code}: ${wrong}; ${allowed}`;
}

const FURTHEST = 4;

/** "did you mean X; one of …": what is known, with the nearest name first. */
export function knownNames(name: string, known: readonly string[]): string {
  const [nearest] = known.map((one) => ({ one, distance: distanceOf(name.slice(0, 60), one) })).sort((a, b) => a.distance - b.distance);
  if (nearest !== undefined && nearest.distance <= FURTHEST) return `did you mean ${nearest.one}?`;
  return `known: ${known.slice(0, 60).join(', ')}`;
}

/** Edits between two names. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const same = one[at - 1] === other[to - 1] ? 0 : 1;
      next.push(Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
