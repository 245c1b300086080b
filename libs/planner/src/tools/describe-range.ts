import type { FieldShape } from './tool-descriptor';

/** What a field allows, in words for the model and for whoever must ask the owner again; empty where its type says all. */
export function describeRange(shape: FieldShape): string {
  switch (shape.type) {
    case 'integer':
      return range(shape.min, shape.max);
    case 'decimal':
      return ['decimal text', range(shape.min, shape.max), shape.places === undefined ? '' : `at most ${shape.places} decimal places`].filter((part) => part !== '').join(', ');
    case 'text':
      return `${shape.min}..${shape.max} characters`;
    case 'day':
      return 'YYYY-MM-DD';
    case 'choice':
      return shape.values.join(', ');
    case 'list': {
      const items = describeRange(shape.of);
      return `${shape.min}..${shape.max} items${items === '' ? '' : `, each ${items}`}`;
    }
    case 'boolean':
    case 'object':
      return '';
  }
}

function range(min: number | string | undefined, max: number | string | undefined): string {
  if (min !== undefined && max !== undefined) return `${min}..${max}`;
  if (min !== undefined) return `${min} or more`;
  return max === undefined ? '' : `${max} or less`;
}
