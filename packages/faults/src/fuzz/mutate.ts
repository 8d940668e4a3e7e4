import type { Random } from '@milepost/testkit';
import { type Dictionary, type JsonTree, type List, leaf, placesOf, textOf } from './json-tree.ts';

/** Values that have broken programs before, as they are written. */
const hostileLeaves = [
  '1e400',
  '-1e400',
  '-0',
  '1e21',
  '0.1',
  '-1',
  '1e-7',
  '9007199254740993',
  '4294967296',
  '1.7976931348623157e308',
  'NaN',
  'Infinity',
  '-',
  '01',
  '1.',
  '0x10',
  'undefined',
  "'a'",
  'tru',
  '"',
  '"\\x"',
  '"\n"',
  '""',
  '" "',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\ufeff"',
  '"\\u2028"',
  '"\u202eevil"',
  '"ﷺ"',
  '"İı"',
  '"__proto__"',
  '"constructor"',
  '"toString"',
  '"hasOwnProperty"',
  '"then"',
  '"null"',
  '"1"',
  '"-0"',
  '"2026-02-30T00:00:00Z"',
  '"+275760-09-13T00:00:00Z"',
  '"0000-01-01T00:00:00Z"',
  '"2026-11-22T24:00:00Z"',
  '"9999-12-31T23:59:59.999Z"',
  '"1900-01-01T00:00:00Z"',
  '"2026-11-22T07:00:00.123456789012345Z"',
  '"00000000-0000-0000-0000-000000000000"',
  '"FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"',
  '"=1+1"',
  `"'; drop table responses; --"`,
  'null',
  'true',
  'false',
  '[]',
  '{}',
  '0',
  '5',
  '10',
  '11',
  '[[]]',
  '[null]',
  '{"a":{}}',
  '{"__proto__":null}',
];

const hostileKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'length',
  'then',
  '',
  'id',
  'a/b~c',
  '\u0000',
];

type Mutation = (tree: JsonTree, random: Random) => JsonTree;

const deep = (open: string, close: string, depth: number) => leaf(open.repeat(depth) + close.repeat(depth));
const manyKeys = (count: number) =>
  leaf(`{${Array.from({ length: count }, (_, index) => `"${index.toString(36)}":0`).join()}}`);

const grow: readonly ((random: Random) => JsonTree)[] = [
  (random) => leaf(JSON.stringify('x'.repeat(random.pick([65, 201, 501, 2_001, 4_001, 16_001])))),
  (random) => deep('[', ']', random.pick([100, 1_000, 20_000])),
  (random) => deep('{"a":', '}', random.pick([100, 1_000, 10_000])),
  (random) => manyKeys(random.pick([51, 1_000, 5_000])),
  (random) => ({
    kind: 'list',
    items: Array.from({ length: random.pick([51, 101, 2_000]) }, () => leaf('0')),
  }),
];

const replaceOne: Mutation = (_tree, random) => leaf(random.pick(hostileLeaves));
const growOne: Mutation = (tree, random) =>
  random() < 0.1 ? random.pick(grow)(random) : replaceOne(tree, random);
const wrap: Mutation = (tree, random) =>
  random() < 0.5
    ? { kind: 'list', items: [tree] }
    : { kind: 'dictionary', entries: [[key(random.pick(hostileKeys)), tree]] };
const retype: Mutation = (tree) => {
  const text = textOf(tree);
  return leaf(text.startsWith('"') ? text.slice(1, -1) || '0' : JSON.stringify(text));
};
const nudge: Mutation = (tree, random) => {
  const number = Number(textOf(tree));
  if (!Number.isNaN(number)) return leaf(String(number + random.pick([-1, 1, 0.5, 1e9, -1e9])));
  return leaf(
    textOf(tree).replace(
      '"',
      () => `"${random.pick(['\\u0000', '\\ud800', 'é', '\\u202e', ' ', '%00', '../'])}`,
    ),
  );
};

const key = (text: string) => JSON.stringify(text);

function changeEntries(tree: Dictionary, random: Random): JsonTree {
  const entries = [...tree.entries];
  const at = random.int(0, Math.max(0, entries.length - 1));
  const [name, value] = entries[at] ?? [key('a'), leaf('0')];
  const hostile = key(random.pick(hostileKeys));
  random.pick([
    () => entries.splice(at, 1),
    () => entries.push([name, value]),
    () => entries.push([name, leaf(random.pick(hostileLeaves))]),
    () => entries.push([hostile, leaf(random.pick(hostileLeaves))]),
    () => entries.splice(at, 1, [hostile, value]),
    () => entries.reverse(),
  ])();
  return { ...tree, entries };
}

function changeItems(tree: List, random: Random): JsonTree {
  const items = [...tree.items];
  random.pick([
    () => items.splice(0, 1),
    () => items.push(...items),
    () => items.push(leaf(random.pick(hostileLeaves))),
    () => items.reverse(),
    () => items.push(...Array.from({ length: 101 }, () => items[0] ?? leaf('{}'))),
  ])();
  return { ...tree, items };
}

/** Changes a sound document in one to three places, so that it is nearly right. Changes the tree that it is given. */
export function mutate(tree: JsonTree, random: Random): JsonTree {
  let changed = tree;
  for (let left = random.int(1, 3); left > 0; left--) {
    const root = { tree: changed, replace: (by: JsonTree) => (changed = by) };
    const place = random() < 0.02 ? root : random.pick([root, ...placesOf(changed)]);
    const here = place.tree;
    if (here.kind === 'dictionary' && random() < 0.7) place.replace(changeEntries(here, random));
    else if (here.kind === 'list' && random() < 0.7) place.replace(changeItems(here, random));
    else place.replace(random.pick([replaceOne, growOne, wrap, retype, nudge])(here, random));
  }
  return changed;
}

/** Changes bytes without knowing what they mean. */
export function mutateBytes(bytes: Buffer, random: Random): Buffer {
  const at = random.int(0, Math.max(0, bytes.length - 1));
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  const junk = Buffer.from(
    random.pick([
      [0xff],
      [0xc0, 0x80],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0x80],
      [0],
      [0xef, 0xbb, 0xbf],
    ]),
  );
  return random.pick([
    () => before,
    () => after,
    () => Buffer.concat([before, junk, after]),
    () => Buffer.concat([before, junk, after.subarray(1)]),
    () => Buffer.concat([before, after.subarray(random.int(0, 20))]),
    () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
    () => Buffer.from(bytes.toString('utf8'), 'utf16le'),
    () => Buffer.concat([bytes, bytes]),
    () => Buffer.from(Array.from({ length: random.int(0, 300) }, () => random.int(0, 255))),
  ])();
}
