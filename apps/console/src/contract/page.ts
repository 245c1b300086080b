/** A page of a list. */
export interface PageView<Item> {
  readonly items: readonly Item[];
  /** Of the whole list; `null` where counting would cost more than it tells. */
  readonly total: number | null;
  /** Hand it in as `cursor` for what follows; null at the end. */
  readonly next: string | null;
}

/** How a value of the server looks once it has been JSON: moments are ISO 8601. */
export type Wire<T> = T extends Date ? string : T extends (infer Item)[] | readonly (infer Item)[] ? readonly Wire<Item>[] : T extends object ? { readonly [K in keyof T]: Wire<T[K]> } : T;
