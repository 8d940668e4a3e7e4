import type { FactType, Program, TouchpointSpec } from '@milepost/protocol';

/**
 * A TypeScript module with the names and the facts of a program's touchpoints, so that a misspelt one does not compile.
 * No text of the program can end the literal or the comment that it stands in, and the order of names in the document
 * does not matter: a collector tells them in another one.
 *
 * @example
 * touchpointTypes(program.touchpoints); // "…export type Touchpoint = 'ticket_closed' | 'monthly_pulse';…"
 */
export function touchpointTypes(touchpoints: Program['touchpoints']): string {
  const members = sorted(touchpoints).map(touchpointMember);
  return `// Written by "milepost program types": change the program, not this file.

/** The touchpoints of the program. */
${oneOf(
  'export type Touchpoint =',
  sorted(touchpoints).map(([name]) => name),
)}
/** What each touchpoint can be told along with its trigger. */
export interface TouchpointFacts {
${members.join('')}}
`;
}

function sorted<T>(members: Readonly<Record<string, T>>): [name: string, member: T][] {
  return Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1));
}

function touchpointMember([name, { label, facts }]: [string, TouchpointSpec]): string {
  return `  /** ${comment(label)} */\n  ${property(name)}: ${factsType(facts)};\n`;
}

/** A touchpoint that says nothing of facts takes any; one that declares none, `{}`, takes none. */
function factsType(facts: TouchpointSpec['facts']): string {
  if (!facts) return 'Record<string, string | number | boolean>';
  const members = sorted(facts).map(factMember);
  return members.length === 0 ? 'Record<string, never>' : `{\n${members.join('')}  }`;
}

function factMember([name, type]: [string, FactType]): string {
  const declaration = `    ${property(name)}?:`;
  return typeof type === 'string' ? `${declaration} ${type};\n` : oneOf(declaration, type);
}

const lineLength = 80;

/** A declaration of one of some texts: on one line, or when that is long on a line each. */
function oneOf(declaration: string, texts: readonly string[]): string {
  const literals = texts.length === 0 ? ['never'] : texts.map(literal);
  const line = `${declaration} ${literals.join(' | ')};\n`;
  if (line.length <= lineLength) return line;
  const indent = `\n${/^ */.exec(declaration)?.[0]}  | `;
  return `${declaration}${indent}${literals.join(indent)};\n`;
}

function property(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}

/** What ends a line, turns the direction of writing or cannot be seen. */
const invisible = /(?! )[\p{C}\p{Z}]/gu;

function literal(text: string): string {
  const escaped = text
    .replaceAll(/[\\']/g, '\\$&')
    .replaceAll(invisible, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  return `'${escaped}'`;
}

/** Words inside a comment: they cannot end it, and are no tag of it such as `@deprecated`. */
function comment(text: string): string {
  return text.replaceAll(invisible, ' ').replaceAll('*/', '*\\/').replaceAll('@', '\\@');
}
