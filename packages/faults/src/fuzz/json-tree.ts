/**
 * JSON as it is written rather than as it is meant: keys may come twice, and a leaf may be any text, such as `1e400` or
 * `NaN`.
 */
export type JsonTree = Leaf | List | Dictionary;

export interface Leaf {
  kind: 'leaf';
  text: string;
}

export interface List {
  kind: 'list';
  items: JsonTree[];
}

export interface Dictionary {
  kind: 'dictionary';
  /** Each key as it is written, with its quotes. */
  entries: [key: string, value: JsonTree][];
}

export const leaf = (text: string): Leaf => ({ kind: 'leaf', text });

export function treeOf(value: unknown): JsonTree {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(treeOf) };
  if (typeof value === 'object' && value !== null)
    return {
      kind: 'dictionary',
      entries: Object.entries(value).map(([key, one]) => [JSON.stringify(key), treeOf(one)]),
    };
  return leaf(JSON.stringify(value));
}

export function textOf(tree: JsonTree): string {
  if (tree.kind === 'leaf') return tree.text;
  if (tree.kind === 'list') return `[${tree.items.map(textOf).join()}]`;
  return `{${tree.entries.map(([key, value]) => `${key}:${textOf(value)}`).join()}}`;
}

/** A place in a tree: what is there, and how to put something else there. */
export interface Place {
  tree: JsonTree;
  replace(by: JsonTree): void;
}

/** Every place below the root. */
export function placesOf(tree: JsonTree): Place[] {
  if (tree.kind === 'leaf') return [];
  if (tree.kind === 'list')
    return tree.items.flatMap((item, index) => [
      {
        tree: item,
        replace: (by) => {
          tree.items[index] = by;
        },
      },
      ...placesOf(item),
    ]);
  return tree.entries.flatMap((entry) => [
    {
      tree: entry[1],
      replace: (by) => {
        entry[1] = by;
      },
    },
    ...placesOf(entry[1]),
  ]);
}
