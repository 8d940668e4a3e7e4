/** Characters of the longest text that a matcher meets: a trait has no more. */
const longest = 500;
/** Steps that are taken within some tens of milliseconds. */
const affordable = 10_000_000;

/** An escape, a class, the beginning of a group, a quantifier, or a single character. */
const token =
  /\\(?:[pPu]\{[^}]*\}|k<[^>]*>|.)|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:<[=!]|<[^>]*>|[a-z-]*[:=!]))?|[*+?]\??|\{\d+(?:,\d*)?\}\??|./gsu;

/**
 * Why a regular expression cannot be run on what strangers write, or null when it can. Some expressions take years over
 * a text that somebody made for them, so their steps are counted beforehand, and must be few.
 *
 * @example
 * matcherFault('^(free|trial)-'); // null
 * matcherFault('(a+)+'); // 'could take too long on a long text; …'
 */
export function matcherFault(source: string): string | null {
  try {
    new RegExp(source, 'u');
  } catch (error) {
    return `is no regular expression: ${(error as Error).message}`;
  }
  const tokens = source.match(token) ?? [];
  const odd = tokens.find((part) => /^(\\[1-9k]|\(\?(?!:|=|!|<[^=!]))/.test(part));
  if (odd) return `may not hold ${odd}: no lookbehind, no reference back and no flags`;
  return stepsOf(tokens) <= affordable
    ? null
    : 'could take too long on a long text; begin it with ^, leave out .* at its ends, and repeat less';
}

/** Upper bounds for a part: the ways in which it could match, and the steps of trying them all. */
interface Cost {
  ways: number;
  steps: number;
}

/** A group as far as it has been read: its earlier alternatives, this one, and the last part of that. */
interface Group {
  earlier: Cost;
  sequence: Cost;
  last: Cost;
}

const one: Cost = { ways: 1, steps: 1 };

function begin(earlier: Cost = { ways: 0, steps: 0 }): Group {
  return { earlier, sequence: one, last: one };
}

/** The alternative with its last part, which is tried again for every way of what comes before it. */
function sequenceOf({ sequence, last }: Group): Cost {
  return { ways: sequence.ways * last.ways, steps: sequence.steps + sequence.ways * last.steps };
}

/** The whole group. */
function costOf(group: Group): Cost {
  const { ways, steps } = sequenceOf(group);
  return { ways: group.earlier.ways + ways, steps: group.earlier.steps + steps };
}

/** An upper bound of the steps that a matcher takes over the longest text, wherever in it a match could start. */
function stepsOf(tokens: readonly string[]): number {
  const outer: Group[] = [];
  let group = begin();
  let starts = tokens[0] === '^' ? 1 : longest;
  for (const part of tokens) {
    if (part.startsWith('(')) {
      outer.push(group);
      group = begin();
    } else if (part === ')') {
      const around = outer.pop() ?? begin();
      group = { ...around, sequence: sequenceOf(around), last: costOf(group) };
    } else if (part === '|') {
      if (outer.length === 0) starts = longest;
      group = begin(costOf(group));
    } else if (/^[*+?{]/.test(part)) group.last = repeated(group.last, part);
    else group = { ...group, sequence: sequenceOf(group), last: one };
  }
  return starts * costOf(group).steps;
}

function repeated({ ways, steps }: Cost, quantifier: string): Cost {
  const [least, most] = bounds(quantifier);
  return { ways: (most - least + 1) * ways ** most, steps: most * ways ** (most - 1) * steps };
}

function bounds(quantifier: string): [least: number, most: number] {
  if (quantifier.startsWith('?')) return [0, 1];
  const [, least = '0', most = least] = /^\{(\d+)(?:,(\d*))?/.exec(quantifier) ?? ['', '0', ''];
  return [Number(least), Number(most || longest)];
}
