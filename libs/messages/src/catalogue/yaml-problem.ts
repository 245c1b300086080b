import { YAMLException } from 'js-yaml';

/** What is wrong with a YAML text and in which line, without the lines that surround it; of another error its message. */
export function yamlProblem(error: unknown): string {
  if (!(error instanceof YAMLException)) return error instanceof Error ? error.message : String(error);
  return error.mark === undefined ? error.reason : `${error.reason} in line ${error.mark.line + 1}`;
}
