import { ValidateNested } from 'class-validator';

export type PayloadClass<T extends object = object> = new () => T;

/** A nested field whose class is told by one of its own fields. */
interface Union {
  readonly property: string;
  readonly by: string;
  readonly classes: Readonly<Record<string, PayloadClass>>;
}

const unions = new WeakMap<object, Union[]>();

/** The field holds one of several classes, told apart by the text in its field `by`. */
export function UnionOf(by: string, classes: Readonly<Record<string, PayloadClass>>): PropertyDecorator {
  return (prototype, property) => {
    const list = unions.get(prototype) ?? [];
    list.push({ property: String(property), by, classes });
    unions.set(prototype, list);
    ValidateNested()(prototype, property);
  };
}

export function unionsOf(payloadClass: PayloadClass): readonly Union[] {
  return unions.get(payloadClass.prototype as object) ?? [];
}
