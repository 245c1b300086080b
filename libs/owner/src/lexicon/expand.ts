/**
 * Word forms, written shortly: `подним(и,ите,ем)` stands for `подними поднимите поднимем`. Several words that mean one thing together
 * are joined by `_`: `без_фото`.
 */
export function expand(short: string): string[] {
  return short.trim().split(/\s+/).filter((item) => item !== '').flatMap(alternatives);
}

function alternatives(item: string): string[] {
  const match = /^(.*?)\(([^()]*)\)(.*)$/.exec(item);
  if (!match) return [item];
  const [, before = '', endings = '', after = ''] = match;
  return endings.split(',').flatMap((ending) => alternatives(`${before}${ending}${after}`));
}
